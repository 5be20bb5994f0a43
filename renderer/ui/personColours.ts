// A colour for each person among several: dark ones, on which white is read, and light ones, which are read on what is dark. By
// `PERSON_COLOURS` of the protocol, told apart by colour-blind eyes, too: after Okabe and Ito, Color Universal Design, 2008.

export const PERSON_SHADES = ['#b34a00', '#0b5d94', '#006b50', '#8f3a6d', '#6b5300', '#4b4b8f'] as const;
export const PERSON_TINTS = ['#ffb37a', '#7cc7f5', '#63d9b4', '#f0a3cf', '#ecd65c', '#b9b9ff'] as const;
