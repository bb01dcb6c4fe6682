// Certificates for the journeys: made, signed and anchored with the people's
// command line, as an issuing office does.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './words.mjs';

export const run = process.env.ORIGO_RUN || join(root, 'run');
const program = process.env.ORIGO_PROGRAM || join(root, 'bin', 'origo');
const endpoints = JSON.parse(readFileSync(process.env.ORIGO_ENDPOINTS || join(run, 'network', 'endpoints.json'), 'utf8'));

// consoleOf is the address of an organisation's console.
export const consoleOf = organisation => endpoints.apis[organisation];

// identity is the address of the identity provider.
export const identity = endpoints.identity;

// origo runs the command line and gives what it printed.
export async function origo(...args) {
  try {
    return (await promisify(execFile)(program, [...args, '--run', run])).stdout;
  } catch (error) {
    throw new Error(`origo ${args.join(' ')}: ${error.stdout}${error.stderr}`);
  }
}

const key = join(run, 'demo', 'keys', 'VN', '02.pem');

// draft writes the specimen of a Form D under a number of its own, issued
// today, and gives where it is.
export async function draft(change = () => {}) {
  const document = JSON.parse(readFileSync(join(root, 'certificate', 'specimen', 'form-d.json'), 'utf8'));
  const serial = 60000 + Math.floor(Math.random() * 40000);
  const today = new Date().toISOString().slice(0, 10);
  moveTo(document, today);
  document.network = 'origo-demo';
  document.reference = `VN-TH ${today.slice(2, 4)}/02/${serial}`;
  change(document);
  const folder = mkdtempSync(join(process.env.ORIGO_BROWSER_PAPERS || tmpdir(), 'origo-papers-'));
  const files = Object.fromEntries([['draft', 'draft.json'], ['certificate', 'form-d.json'], ['seal', 'form-d.p7s'], ['stamp', 'form-d.qr.txt']]
    .map(([what, name]) => [what, join(folder, name)]));
  writeFileSync(files.draft, JSON.stringify(document, null, 2));
  return { document, files, folder, form: 'D', country: 'VN', reference: document.reference, name: `D VN ${document.reference}` };
}

// moveTo keeps every date's distance from the day of issue.
function moveTo(document, today) {
  const days = (Date.parse(today) - Date.parse(document.issue_date)) / 86_400_000;
  const moved = day => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  for (const part of [document, document.transport, document.declaration, document.certification, ...document.invoices]) {
    for (const name of ['issue_date', 'shipment_date', 'departure_date', 'date']) {
      if (part[name]) part[name] = moved(part[name]);
    }
  }
}

// signed is a draft with its exact bytes, seal and stamp.
export async function signed(paper) {
  await origo('canonicalise', paper.files.draft, '-o', paper.files.certificate);
  await sign(paper.files.certificate);
  await origo('stamp', paper.files.certificate, '--key', key);
  paper.stamp = readFileSync(paper.files.stamp, 'utf8').trim();
  return paper;
}

// sign seals a file of exact bytes: the key stays with this process's child.
export const sign = file => origo('sign', file, '--key', key);

// signAct seals an act with openssl, the other way that the page names; origo
// sign is the first.
export async function signAct(file) {
  const keys = join(run, 'demo', 'keys', 'VN');
  await promisify(execFile)('openssl', ['cms', '-sign', '-binary', '-cades', '-nosmimecap', '-md', 'sha256', '-in', file, '-signer', join(keys, '02.crt'),
    '-inkey', join(keys, '02.pem'), '-certfile', join(keys, '02.chain.crt'), '-outform', 'DER', '-out', `${file}.p7s`]);
  return `${file}.p7s`;
}

// issued is a certificate on the ledger, known to customs of the importing
// country too.
export async function issued(change) {
  const paper = await signed(await draft(change));
  const done = JSON.parse(await origo('anchor', paper.files.certificate, '--stamp', paper.files.stamp, '--as', 'issuer@vnissuer', '--json'));
  paper.code = done.check_code;
  await arrived(paper);
  return paper;
}

// arrived waits until customs' own peer has the certificate.
async function arrived(paper) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`${consoleOf('THCustoms')}/v1/status/D/VN/${encodeURIComponent(paper.reference)}?code=${paper.code}`);
    if (answer.ok) return;
    await new Promise(resolve => setTimeout(resolve, answer.status === 429 ? 1000 : 100));
  }
  throw new Error(`${paper.name} does not arrive at customs`);
}
