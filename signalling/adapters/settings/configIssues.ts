// What is wrong in a settings file, in sentences: path and reason. Knows the schema library's issues; knows no settings.
import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
const MOST_SENTENCES = 20;

/** Such as `queues[2].hours.timeZone: "Europe/Pariss" is no time zone`. */
export function sentencesOf(issues: readonly Issue[]): readonly string[] {
  const all = issues.map((issue) => `${pathText(issue.path)}: ${reasonOf(issue)}`);
  const rest = all.length - MOST_SENTENCES;
  return rest > 0 ? [...all.slice(0, MOST_SENTENCES), `… and ${rest} more`] : all;
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

function reasonOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('received undefined')
        ? 'is missing'
        : `must be ${article(issue.expected)}`;
    case 'unrecognized_keys':
      return `has no setting ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(', ')}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  if (origin === 'array') return ' entries';
  return origin === 'string' ? ' characters long' : '';
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
