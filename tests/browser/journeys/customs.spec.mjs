// Customs: from the reference number to the decision on the ledger.
import { declare, find, verdict } from '../support/deeds.mjs';
import { draft, issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('an officer accepts a claim, and it is used once', async ({ desk, page }) => {
  const paper = await issued();
  const number = `TH-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer');

  await test.step('the search box', async () => {
    await desk.menu('customs.menu');
    await desk.look('customs search');
    await find(desk, paper);
    await expect(page.locator('main')).toContainText(paper.document.exporter.name);
    await desk.look('customs assessment');
  });

  await test.step('the declaration', async () => {
    await declare(desk, paper, number, ['100', '']);
    await desk.look('customs declaration');
    await desk.button('customs.declare.assess').click();
    await expect(verdict(desk)).toBeVisible();
    await desk.look('customs assessment of a declaration');
  });

  await test.step('the decision', async () => {
    await desk.button('customs.decide.accepted').click();
    await expect(page.getByRole('heading', { name: desk.say('customs.decide.title.accepted') })).toBeVisible();
    await desk.look('customs decision');
    await desk.button('customs.decide.next').click();
    await expect(page.getByText(desk.say('customs.confirm.what'))).toBeVisible();
    await expect(page.locator('dl.record')).toContainText(number);
    await desk.look('customs confirmation');
    await desk.button('customs.confirm.record.accepted').click();
    await expect(page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
    await desk.look('customs receipt');
  });

  await test.step('the use stands in the timeline', async () => {
    await find(desk, paper);
    await expect(page.locator('ol.timeline')).toContainText(number);
    await desk.look('customs assessment of a used certificate');
  });

  await test.step('the same quantity cannot be used again', async () => {
    await declare(desk, paper, `${number}-2`, ['200', '']);
    await desk.button('customs.declare.assess').click();
    await expect(verdict(desk)).toBeVisible();
    await desk.button('customs.decide.accepted').click();
    await page.locator('input[name=use_quantity]').first().fill('200');
    await desk.button('customs.decide.next').click();
    await expect(page.getByText(desk.say('customs.confirm.too_much'))).toBeVisible();
    await desk.button('customs.confirm.record.accepted').click();
    await expect(page.getByRole('alert').filter({ hasText: 'balance_exceeded' })).toBeVisible();
    await desk.look('customs refused by the ledger');
  });
});

test('an officer refuses a claim, and the notice says why', async ({ desk, page }) => {
  const paper = await issued();
  const number = `TH-R-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await declare(desk, paper, number, ['240', '125.5']);
  await page.locator('input[name=line_hs]').first().fill('84145191'); // fans are no pumps
  await desk.button('customs.declare.assess').click();
  await expect(page.locator('main')).toContainText(desk.say('customs.differs'));
  await desk.look('customs assessment of other goods');
  await desk.button('customs.decide.refused').click();
  await expect(page.getByRole('heading', { name: desk.say('customs.decide.title.refused') })).toBeVisible();
  await desk.field('customs.grounds.item').fill('1');
  await desk.field('customs.grounds.citation').fill('ATIGA Annex 8 R.16');
  await page.locator('textarea[name=ground_text]').last().fill('Fans were declared, pumps are certified.');
  await desk.look('customs refusal');
  await desk.button('customs.decide.next').click();
  await expect(page.locator('main')).toContainText('Fans were declared');
  await desk.button('customs.confirm.record.refused').click();
  await expect(page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
  await desk.link('customs.notice.open').click();
  await expect(page.locator('.notice-text').first()).toContainText(number);
  await desk.look('customs notice');
});

test('an officer asks the issuing authority, and the case waits in the work list', async ({ desk, page }) => {
  const paper = await issued();
  const file = `TH-V-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await desk.button('customs.case.open').click();
  await desk.field('customs.case.number').fill(file);
  await desk.field('customs.case.text').fill('Please confirm the seal.');
  await desk.field('customs.grounds.item').fill('0');
  await desk.field('customs.grounds.citation').fill('ATIGA Annex 8 R.18');
  await page.locator('textarea[name=ground_text]').last().fill('The signature looks unlike the specimen.');
  await desk.look('customs case');
  await desk.button('customs.decide.next').click();
  await expect(page.getByText(desk.say('customs.case.confirm.what'))).toBeVisible();
  await desk.look('customs case confirmation');
  await desk.button('customs.case.record').click();
  await page.waitForURL(/\/cases\//);
  await expect(page.locator('main')).toContainText(file);
  await desk.look('customs case opened');
  await desk.menu('customs.work.menu');
  await expect(page.getByRole('link', { name: file })).toBeVisible();
  await desk.look('customs work list');
});

test('an officer reads a QR code, a file, and a list', async ({ desk, page }) => {
  const paper = await issued(d => { d.exporter.name = `CÔNG TY BƠM SỐ ${d.reference.slice(-5)}`; });
  await desk.at('THCustoms').signIn('officer');
  await desk.menu('customs.menu');

  await test.step('a QR code from a scanner', async () => {
    await desk.field('customs.search.label').fill(paper.stamp);
    await desk.button('customs.search.button').click();
    await expect(verdict(desk)).toBeVisible();
    await expect(page.locator('main')).toContainText(paper.reference);
  });

  await test.step('a file with its seal', async () => {
    await desk.menu('customs.menu');
    await page.locator('#file').setInputFiles(paper.files.certificate);
    await page.getByText(desk.say('customs.file.seal'), { exact: true }).click();
    await desk.field('customs.file.seal.label').setInputFiles(paper.files.seal);
    await desk.button('customs.file.button').click();
    await expect(verdict(desk)).toBeVisible();
  });

  await test.step('a number that nobody gave', async () => {
    const unknown = await draft();
    await desk.menu('customs.menu');
    await desk.field('customs.search.label').fill(unknown.reference);
    await desk.button('customs.search.button').click();
    await expect(page.getByRole('status').filter({ hasText: unknown.reference })).toBeVisible();
    await desk.look('customs nothing found');
  });

  await test.step('the list', async () => {
    await desk.menu('customs.list.menu');
    await desk.field('customs.column.exporter').fill(`cong ty bom so ${paper.reference.slice(-5)}`);
    await desk.button('customs.search.button').click();
    await expect(page.getByRole('link', { name: new RegExp(paper.reference) })).toBeVisible();
    await desk.look('customs list');
  });
});

test('what is written while the form is filled in stays', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await desk.button('customs.declare.enter').click();
  await desk.field('customs.declared.consignee').fill('Written before');
  await page.route('**/customs/assessment', async route => { // the answer waits until something is written
    await expect(desk.field('customs.declared.exporter')).toHaveValue('Written meanwhile');
    await route.continue();
  }, { times: 1 });
  await desk.button('customs.declare.copy').click();
  const quantity = page.locator('input[name=line_quantity]').first();
  await quantity.fill('3');
  await desk.field('customs.declared.exporter').fill('Written meanwhile');
  await expect(desk.field('customs.declared.invoice_number')).not.toHaveValue('');
  await expect(desk.field('customs.declared.consignee')).toHaveValue('Written before');
  await expect(desk.field('customs.declared.exporter')).toHaveValue('Written meanwhile');
  await expect(desk.field('customs.declared.exporter')).toBeFocused();
  await expect(quantity).toHaveValue('3');
});
