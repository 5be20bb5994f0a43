// The demo's fee sheet: two pages to look at together.
import { openSheet } from './sheet.ts';

export async function makeAccountFees(): Promise<Uint8Array> {
  const sheet = await openSheet('Account fees – Tarifs du compte');
  sheet.turn('Account fees', 'Tarifs du compte, en vigueur au 1er janvier 2026');
  sheet.heading('Everyday account', 'Compte courant');
  sheet.row('Keeping the account', 'Tenue de compte', '€2.00 a month');
  sheet.row('Statement by post', 'Relevé par courrier', '€1.20 each');
  sheet.row('Statement online', 'Relevé en ligne', 'free');
  sheet.row('Closing the account', 'Clôture du compte', 'free');
  sheet.heading('Transfers and debits', 'Virements et prélèvements');
  sheet.row('Transfer within the euro area, online', 'Virement SEPA en ligne', 'free');
  sheet.row('Instant transfer', 'Virement instantané', 'free');
  sheet.row('Transfer at a branch', 'Virement en agence', '€4.00');
  sheet.row('Transfer to other countries', 'Virement international', '0.1 %, at least €15.00');
  sheet.row('Direct debit set up', 'Mise en place d’un prélèvement', 'free');
  sheet.note(
    'All fees include taxes. They are an example for demonstrations: no bank charges them.',
    'Tarifs toutes taxes comprises, donnés en exemple pour la démonstration.',
  );
  sheet.turn('Cards and overdraft', 'Cartes et découvert');
  sheet.heading('Cards', 'Cartes bancaires');
  sheet.row('Debit card', 'Carte à autorisation systématique', '€36.00 a year');
  sheet.row('Card with deferred debit', 'Carte à débit différé', '€45.00 a year');
  sheet.row('Replacing a lost card', 'Remplacement d’une carte perdue', '€12.00');
  sheet.row('Blocking a stolen card', 'Opposition pour vol', 'free');
  sheet.row('Withdrawal at another bank', 'Retrait dans une autre banque', '€1.00 from the 4th a month');
  sheet.heading('Overdraft', 'Découvert');
  sheet.row('Arranged overdraft, up to €1,000', 'Découvert autorisé, jusqu’à 1 000 €', '8.9 % a year');
  sheet.row('Beyond what was arranged', 'Dépassement', '14.5 % a year');
  sheet.row('Letter about a debit not paid', 'Lettre d’information pour rejet', '€10.00');
  sheet.note(
    'Questions? Your adviser goes through this sheet with you in the call.',
    'Des questions ? Votre conseiller parcourt ce document avec vous pendant l’appel.',
  );
  return sheet.save();
}
