// The words of the console, read from its own texts: a locator names a code, so
// one journey serves every language.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const languages = ['en', 'vi', 'ko'];

const folders = [join(root, 'api', 'console', 'texts'), join(root, 'fta-rules', 'explain', 'texts')];

// wordsOf gives say(code, places): the sentence with its places filled. Places
// that are left open match anything when the sentence is used as a pattern.
export function wordsOf(language) {
  const texts = new Map();
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter(name => name.endsWith(`.${language}.txt`))) {
      for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
        const at = line.indexOf('=');
        if (at > 0 && !line.startsWith('#')) texts.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
      }
    }
  }
  const text = code => {
    if (!texts.has(code)) throw new Error(`no text for ${code} in ${language}`);
    return texts.get(code);
  };
  const say = (code, places = {}) => text(code).replace(/\{([^}]*)\}/g, (whole, name) => places[name] ?? whole);
  const pattern = code => new RegExp(text(code).split(/\{[^}]*\}/).map(escaped).join('.*'));
  return { language, say, pattern, has: code => texts.has(code) };
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
