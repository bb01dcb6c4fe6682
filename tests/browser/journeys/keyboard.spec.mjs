// The main path of customs without a mouse, and without scripts.
import { issued } from '../support/papers.mjs';
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
});
