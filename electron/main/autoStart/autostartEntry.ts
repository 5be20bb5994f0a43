// What makes a Linux desktop start the app when a person signs in: a desktop entry in their autostart folder. Pure.
// https://specifications.freedesktop.org/autostart-spec, https://specifications.freedesktop.org/desktop-entry-spec
import path from 'node:path';

export function autostartFile(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const { XDG_CONFIG_HOME: configured = '' } = env;
  // A path that is not absolute is to be ignored, says the base directory specification.
  const folder = path.isAbsolute(configured) ? configured : path.join(home, '.config');
  return path.join(folder, 'autostart', 'visavis.desktop');
}

/** `program`: its whole path, whatever letters are in it. */
export function autostartEntry(program: string): string {
  return `[Desktop Entry]\nType=Application\nName=Visavis\nExec=${quoted(program)}\nTerminal=false\n`;
}

/** First as a word of a command, then as a value of the file, where a backslash stands for itself only in pairs; `%` begins a field. */
function quoted(program: string): string {
  const word = `"${program.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
  return word.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
