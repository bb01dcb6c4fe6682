// The main paths of each role without a mouse, and without scripts.
import { own, seal } from '../support/deeds.mjs';
import { draft, issued, origo, sign } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

// reach presses Tab until the control has the focus: it is reachable, in an
// order, and its focus is to be seen.
async function reach(page, control) {
  for (let presses = 0; presses < 150; presses++) {
    if (await control.evaluate(element => element === document.activeElement)) {
      const outline = await control.evaluate(element => getComputedStyle(element).outlineStyle);
      expect(outline, 'the focus is to be seen').not.toBe('none');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} is not reached by Tab`);
}

// write replaces what stands in a field.
async function write(page, control, text) {
  await reach(page, control);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function press(page, control) {
  await reach(page, control);
  await page.keyboard.press('Enter');
}

test('an officer decides by keyboard alone', async ({ desk, page }) => {
  const paper = await issued();
  const number = `TH-K-${paper.reference.slice(-5)}`;
  await desk.at('THCustoms').signIn('officer', '/customs');
  await write(page, desk.field('customs.search.label'), paper.reference);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: desk.say('customs.verdict') })).toBeVisible();
  await press(page, desk.button('customs.declare.enter'));
  await write(page, desk.field('customs.declared.number'), number);
  await press(page, desk.button('customs.declare.copy'));
  await expect(desk.field('customs.declared.exporter')).toHaveValue(paper.document.exporter.name);
  await expect(desk.field('customs.declared.number')).toHaveValue(number);
  await press(page, desk.button('customs.declare.assess'));
  await press(page, desk.button('customs.decide.accepted'));
  await press(page, desk.button('customs.decide.next'));
  await press(page, desk.button('customs.confirm.record.accepted'));
  await expect(page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
});

test('an issuer mends a draft and answers customs by keyboard alone', async ({ desk, page }) => {
  const paper = await issued();
  const { reference } = await draft();
  const number = `TH-KC-${paper.reference.slice(-5)}`;
  await origo('case', 'open', 'D', 'VN', paper.reference, '--number', number, '--basis', 'random', '--as', 'officer@thcustoms');
  await desk.at('VNIssuer').signIn('issuer', own(paper));
  await press(page, desk.button('own.replace'));
  await write(page, page.locator('[name="/reference"]'), reference);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(reference) })).toBeVisible();
  await press(page, desk.link('case.menu'));
  await press(page, page.getByRole('link', { name: number }));
  await press(page, desk.link('case.do.replied'));
  await reach(page, page.locator('select[name=answer]').first());
  await page.keyboard.press('ArrowDown');
  await press(page, desk.button('customs.decide.next'));
  await press(page, desk.button('case.record'));
  await expect(page.locator('#case')).toContainText(desk.say('customs.case.state.replied'));
});

test('anybody looks a certificate up by keyboard alone', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').open('/status');
  await page.keyboard.press('Tab');
  await expect(page.getByText(desk.say('frame.skip'))).toBeFocused();
  await page.keyboard.press('Enter');
  await write(page, desk.field('public.reference'), paper.reference);
  await write(page, desk.field('public.code'), paper.code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: desk.say('public.status.issued') })).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an officer decides', async ({ desk, page }) => {
    const paper = await issued();
    const number = `TH-N-${paper.reference.slice(-5)}`;
    await desk.at('THCustoms').signIn('officer', '/customs');
    await desk.field('customs.search.label').fill(paper.reference);
    await desk.button('customs.search.button').click();
    await desk.button('customs.declare.enter').click();
    await desk.button('customs.declare.copy').click();
    await desk.field('customs.declared.number').fill(number);
    await desk.button('customs.declare.assess').click();
    await desk.button('customs.decide.accepted').click();
    await desk.button('customs.decide.next').click();
    await desk.button('customs.confirm.record.accepted').click();
    await expect(page.getByText(desk.say('customs.receipt.what'))).toBeVisible();
    await expect(page.locator('dl.record')).toContainText(number);
  });

  test('an issuer draws a draft up and anchors it', async ({ desk, page }) => {
    const paper = await draft(d => { d.items[0].criterion = 'CTH'; });
    await desk.at('VNIssuer').signIn('issuer', '/issuing/drafts');
    await desk.field('draft.file').setInputFiles(paper.files.draft);
    await desk.button('draft.take').click();
    await page.locator('[name="/items/0/criterion"]').fill('40%');
    await desk.button('draft.save').filter({ visible: true }).last().click();
    await expect(page.locator('[name="/items/0/criterion"]')).toHaveValue('40%');
    await desk.link('draft.go_on').click();
    await seal(desk, paper, sign);
    await expect(page.locator('main')).toContainText(desk.say('state.issued'));
  });

  test('a trader has a certificate judged', async ({ desk, page }) => {
    const paper = await issued();
    await desk.at('THCustoms').signIn('trader', '/trader/certificate');
    await desk.field('trader.file.certificate').setInputFiles(paper.files.certificate);
    await desk.field('trader.file.seal').setInputFiles(paper.files.seal);
    await desk.button('trader.certificate.ask').click();
    await expect(page.getByRole('heading', { name: desk.say('trader.verdict.accept') })).toBeVisible();
  });
});
