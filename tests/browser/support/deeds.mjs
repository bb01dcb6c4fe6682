// What people do in more than one journey.
import { join } from 'node:path';
import { signAct } from './papers.mjs';
import { expect } from './test.mjs';

// saved is where a download that the action begins was saved.
export async function saved(desk, folder, action) {
  const [download] = await Promise.all([desk.page.waitForEvent('download'), action()]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

// verdict is what an officer reads first on an assessment.
export const verdict = desk => desk.page.getByRole('region', { name: desk.say('customs.verdict') });

// find looks a certificate up by its number and waits for the assessment.
export async function find(desk, paper) {
  await desk.menu('customs.menu');
  await desk.field('customs.search.label').fill(paper.reference);
  await desk.button('customs.search.button').click();
  await expect(verdict(desk)).toBeVisible();
}

// declare fills in what was declared: the first quantity given is that of the
// first item.
export async function declare(desk, paper, number, quantities) {
  await desk.button('customs.declare.enter').click();
  await desk.button('customs.declare.copy').click();
  await expect(desk.field('customs.declared.exporter')).toHaveValue(paper.document.exporter.name);
  await desk.field('customs.declared.number').fill(number);
  const fields = desk.page.locator('input[name=line_quantity]');
  for (const [row, quantity] of quantities.entries()) await fields.nth(row).fill(quantity);
}

// accept records an officer's acceptance of a declaration of some quantities.
export async function accept(desk, paper, number, quantities = ['100', '']) {
  await find(desk, paper);
  await declare(desk, paper, number, quantities);
  await desk.button('customs.declare.assess').click();
  await desk.button('customs.decide.accepted').click();
  await desk.button('customs.decide.next').click();
  await desk.button('customs.confirm.record.accepted').click();
  await expect(desk.page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
}

// own is the page of a certificate at the office that issued it.
export const own = paper => `/issuing/certificates/${paper.form}/${paper.country}/${encodeURIComponent(paper.reference)}?agreement=atiga`;

// cancel draws an act of cancellation up, has it signed and sends it.
export async function cancel(desk, paper, see = () => {}) {
  await desk.link('own.cancel').click();
  await desk.page.getByLabel(desk.say('value.reason.issued_in_error')).check();
  await see('issuing cancellation');
  await desk.button('act.draw_up').click();
  const act = await saved(desk, paper.folder, () => desk.page.locator('a[download]').first().click());
  await see('issuing act to sign');
  await desk.field('seal.file').setInputFiles(await signAct(act));
  await desk.button('act.send.cancel_certificate').click();
  await expect(desk.page.locator('main')).toContainText(desk.say('state.cancelled'));
}

// seal has the exact bytes of a draft signed outside and sends the seal; sign
// gives the file of the seal.
export async function seal(desk, paper, sign) {
  const bytes = await saved(desk, paper.folder, () => desk.page.locator('a[download]').first().click());
  await sign(bytes);
  await desk.field('seal.file').setInputFiles(bytes.replace(/\.json$/, '.p7s'));
  await desk.button('seal.anchor').click();
  await expect(desk.page.getByRole('heading', { name: desk.say('own.receipt') })).toBeVisible();
}
