// A verification between two countries: asked by customs, answered by the
// issuing authority, each at their own screen.
import { issued, origo } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('an issuing authority answers, and customs read it at once', async ({ desk, other, page }) => {
  const paper = await issued();
  const number = `TH-C-${paper.reference.slice(-5)}`;
  await origo('case', 'open', 'D', 'VN', paper.reference, '--number', number, '--text', 'Please confirm the seal.',
    '--reason', '0:criterion_doubtful:ATIGA Annex 8 R.18:The signature looks unlike the specimen.', '--as', 'officer@thcustoms');

  await test.step('customs have the case open', async () => {
    await other.at('THCustoms').signIn('officer', '/customs/work');
    await other.page.getByRole('link', { name: number }).click();
    await expect(other.page.locator('#case')).toContainText(desk.say('customs.case.state.opened'));
  });

  await test.step('it waits in the inbox of the issuing authority', async () => {
    await desk.at('VNIssuer').signIn('issuer', '/cases');
    await page.getByRole('link', { name: number }).click();
    await expect(page.locator('#case')).toContainText('The signature looks unlike the specimen.');
    await desk.look('issuing case');
  });

  await test.step('the answer', async () => {
    await desk.link('case.do.replied').click();
    await page.locator('select[name=answer]').first().selectOption('authentic');
    await page.locator('textarea[name=answer_text]').first().fill('Con dấu là thật.');
    await desk.look('issuing case reply');
    await desk.button('customs.decide.next').click();
    await expect(page.getByText(desk.say('case.confirm.what'))).toBeVisible();
    await expect(page.locator('section.card')).toContainText('Con dấu là thật.');
    await desk.look('issuing case confirmation');
    await desk.button('case.record').click();
    await expect(page.locator('#case')).toContainText(desk.say('customs.case.state.replied'));
  });

  await test.step('customs see it without loading the page again', async () => {
    await expect(other.page.locator('#case')).toContainText('Con dấu là thật.');
    await expect(other.page.locator('#case')).toContainText(desk.say('case.answer.authentic'));
    await other.look('customs case answered');
  });
});
