// A certificate that comes as a file: dropped on the search box or chosen.
import { basename, join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { verdict } from '../support/deeds.mjs';
import { draft, issued, origo } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

// drop lets files fall on an element, as from the desktop.
async function drop(onto, ...files) {
  const contents = files.map(file => ({ name: basename(file), data: readFileSync(file).toString('base64') }));
  const dataTransfer = await onto.page().evaluateHandle(contents => {
    const transfer = new DataTransfer();
    for (const { name, data } of contents) transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
    return transfer;
  }, contents);
  for (const type of ['dragover', 'drop']) await onto.dispatchEvent(type, { dataTransfer });
}

// assessed waits for the assessment of the certificate.
async function assessed(desk, paper) {
  await expect(verdict(desk)).toBeVisible();
  await expect(desk.page.locator('main')).toContainText(paper.reference);
}

test('an officer drops what the declarant sent', async ({ desk, page }) => {
  const paper = await issued();
  const pdf = join(paper.folder, 'form-d.pdf');
  await origo('print', paper.files.certificate, '--stamp', paper.files.stamp, '-o', pdf);
  await desk.at('THCustoms').signIn('officer', '/customs');
  const box = desk.field('customs.search.label');

  await test.step('the printed certificate', async () => {
    await drop(box, pdf);
    await assessed(desk, paper);
    await desk.look('customs assessment of a file');
  });

  await test.step('exact bytes and seal together', async () => {
    await desk.menu('customs.menu');
    await drop(box, paper.files.certificate, paper.files.seal);
    await assessed(desk, paper);
    await expect(page.locator('main')).not.toContainText(desk.say('customs.wrong'));
  });

  await test.step('the text of a QR code', async () => {
    await desk.menu('customs.menu');
    await drop(box, paper.files.stamp);
    await assessed(desk, paper);
  });

  await test.step('the same file, chosen', async () => {
    await desk.menu('customs.menu');
    await page.locator('#file').setInputFiles(pdf);
    await desk.button('customs.file.button').click();
    await assessed(desk, paper);
  });
});

test('a file that is no certificate is named as such', async ({ desk, page }) => {
  const { folder } = await draft();
  await desk.at('THCustoms').signIn('officer', '/customs');
  for (const [name, content] of [['scan.pdf', '%PDF-1.7 nothing'], ['photo.png', '\x89PNG\r\n'], ['notes.json', '{"shopping": "rice"}'], ['empty.json', ' ']]) {
    await test.step(name, async () => {
      const file = join(folder, name);
      writeFileSync(file, content, 'latin1');
      await drop(desk.field('customs.search.label'), file);
      await expect(page.getByRole('alert').filter({ hasText: name })).toBeVisible();
      await desk.look(`customs no certificate ${name}`);
    });
  }
});

test('an issuer drops a draft and a table of goods', async ({ desk, page }) => {
  const paper = await draft();
  const table = join(paper.folder, 'goods.csv');
  await desk.at('VNIssuer').signIn('issuer', '/issuing/drafts');
  await drop(desk.field('draft.file'), paper.files.draft);
  await desk.button('draft.take').click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(paper.reference) })).toBeVisible();

  await test.step('a table that is none', async () => {
    writeFileSync(table, 'rice,beans\n1,2\n');
    await drop(desk.field('draft.table'), table);
    await desk.button('draft.table.take').click();
    await expect(page.getByRole('alert').filter({ visible: true })).toBeVisible();
    await desk.look('issuing no table');
  });
});
