// A lost connection never loses a filled form: the page says so and keeps what
// was written, over a reload too, and the form is sent once the line is back.
import { declare, find, verdict } from '../support/deeds.mjs';
import { draft, issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

// cut takes the line away while an action sends, and looks at what is said.
async function cut(desk, action, code = 'frame.lost') {
  await desk.page.context().setOffline(true);
  await action();
  await expect(desk.page.locator('#lost')).toHaveText(desk.say(code));
}

// reloaded loads the page again with the line back, although the browser warns.
async function reloaded(desk, address) {
  await desk.page.context().setOffline(false);
  await desk.page.goto(address || desk.page.url());
  await desk.button('frame.unsent.show').click();
  await expect(desk.page.locator('#resumed')).toContainText(desk.say('frame.resumed'));
}

test.beforeEach(({ page }) => { page.on('dialog', dialog => dialog.accept()); });

test('a declaration survives a lost line and a reload', async ({ desk, page }) => {
  const paper = await issued();
  const number = `TH-X-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await declare(desk, paper, number, ['12.5', '']);

  await test.step('the line is lost while the form is sent', async () => {
    await cut(desk, () => desk.button('customs.declare.assess').click());
    await expect(desk.field('customs.declared.number')).toHaveValue(number);
    await desk.look('customs declaration without a line');
  });

  await test.step('what was written is there after a reload', async () => {
    await reloaded(desk);
    await expect(desk.field('customs.declared.number')).toHaveValue(number);
    await expect(page.locator('input[name=line_quantity]').first()).toHaveValue('12.5');
    await desk.look('customs declaration filled in again');
  });

  await test.step('it is sent once the line is back', async () => {
    await desk.button('customs.declare.assess').click();
    await expect(verdict(desk)).toBeVisible();
    await page.reload();
    await expect(desk.button('frame.unsent.show')).toHaveCount(0);
  });
});

test('a decision whose line breaks off is recorded once only', async ({ desk, page }) => {
  const paper = await issued();
  const number = `TH-Y-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await declare(desk, paper, number, ['10', '']);
  await desk.button('customs.declare.assess').click();
  await desk.button('customs.decide.accepted').click();
  await desk.button('customs.decide.next').click();
  const record = desk.button('customs.confirm.record.accepted');
  await cut(desk, () => record.click(), 'frame.lost.once');
  await page.context().setOffline(false);

  await page.route('**/customs/decision', async route => { // recorded, and the answer is lost
    await route.fetch();
    await route.abort('internetdisconnected');
  }, { times: 1 });
  await record.click();
  await expect(page.locator('#lost')).toHaveText(desk.say('frame.lost.once'));
  await record.click();
  await expect(page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
  await find(desk, paper);
  await expect(page.locator('ol.timeline').getByText(number)).toHaveCount(1);
});

test('a draft and its materials survive a lost line and a reload', async ({ desk, page }) => {
  const paper = await draft();
  const exporter = page.locator('[name="/exporter/name"]');
  await desk.at('VNIssuer').signIn('issuer', '/issuing/drafts');
  await desk.field('draft.file').setInputFiles(paper.files.draft);
  await desk.button('draft.take').click();
  await expect(exporter).toHaveValue(paper.document.exporter.name);

  await test.step('while somebody types', async () => {
    await cut(desk, () => exporter.fill('CÔNG TY BƠM MIỀN NAM'));
    await reloaded(desk);
    await expect(exporter).toHaveValue('CÔNG TY BƠM MIỀN NAM');
  });

  await test.step('when the form is sent', async () => {
    await cut(desk, () => desk.button('draft.save').filter({ visible: true }).last().click());
    await page.context().setOffline(false);
    await desk.button('draft.save').filter({ visible: true }).last().click();
    await expect(page.locator('#lost')).toBeEmpty();
    await page.reload();
    await expect(exporter).toHaveValue('CÔNG TY BƠM MIỀN NAM');
  });

  await test.step('the bill of materials', async () => {
    await desk.link('draft.bill').first().click();
    const material = page.locator('[name$="/materials/0/description"]');
    await cut(desk, () => material.fill('Gang đúc'));
    const sheet = page.url();
    await reloaded(desk, sheet);
    await expect(material).toHaveValue('Gang đúc');
    await desk.button('bill.save').click();
    await expect(material).toHaveValue('Gang đúc');
    await expect(page.locator('#resumed')).toHaveCount(0);
    await page.goto(sheet);
    await expect(material).toHaveValue('Gang đúc');
  });
});

test('somebody else who signs in at the same screen finds nothing of it', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('officer');
  await find(desk, paper);
  await declare(desk, paper, 'TH-Z', ['1', '']);
  await cut(desk, () => desk.button('customs.declare.assess').click());
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await desk.signIn('trader');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(desk.button('frame.unsent.show')).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.getItem('unsent'))).toBeNull();
});
