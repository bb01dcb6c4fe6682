// A draft that is checked while it is written, and a certificate that takes the
// place of another.
import { own, seal } from '../support/deeds.mjs';
import { draft, issued, sign } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('rules of form and of origin answer while an issuer types', async ({ desk, page }) => {
  const paper = await draft();
  const checked = page.locator('#checked');
  await desk.at('VNIssuer').signIn('issuer', '/issuing/drafts');
  await desk.field('draft.file').setInputFiles(paper.files.draft);
  await desk.button('draft.take').click();
  await expect(checked).toHaveAttribute('role', 'status');

  await test.step('a finding comes and goes beside its field', async () => {
    const name = page.locator('[name="/exporter/name"]');
    const finding = page.locator('#at-exporter-name');
    await name.focus();
    await name.press('Control+A');
    await name.press('Delete');
    await expect(finding).toContainText(desk.words.pattern('form.remedy.missing'));
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute('aria-describedby', 'at-exporter-name');
    await name.pressSequentially('CONG TY BOM');
    await expect(finding).toBeEmpty();
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('CONG TY BOM');
  });

  await test.step('the rule of origin answers for what is claimed', async () => {
    const criterion = page.locator('[name="/items/0/criterion"]');
    await criterion.focus();
    await criterion.press('Control+A');
    await criterion.pressSequentially('12%');
    await expect(checked.locator('.mark.bad').first()).toBeVisible();
    await expect(criterion).toBeFocused();
    await desk.look('issuing draft not as applied for');
    await criterion.press('Control+A');
    await criterion.pressSequentially(paper.document.items[0].criterion);
    await expect(checked.locator('.mark.bad')).toHaveCount(0);
  });

  await test.step('nothing of it has to be saved', async () => {
    await page.goto(page.url());
    await expect(page.locator('[name="/exporter/name"]')).toHaveValue('CONG TY BOM');
  });
});

test('the calculation follows the materials while an issuer types', async ({ desk, page }) => {
  const paper = await draft();
  await desk.at('VNIssuer').signIn('issuer', '/issuing/drafts');
  await desk.field('draft.file').setInputFiles(paper.files.draft);
  await desk.button('draft.take').click();
  await desk.link('draft.bill').first().click();
  const material = name => page.locator(`[name$="/materials/0/${name}"]`);
  await page.locator('[name$="/good/price"]').fill('1000');
  await material('description').fill('Cast iron housings');
  await material('hs/code').fill('732599');
  await material('country').fill('CN');
  await material('status').selectOption('non_originating');
  await material('value').fill('300');
  await expect(page.locator('#checked')).toContainText('70');
  await desk.look('issuing bill of materials');
  await material('value').focus();
  await material('value').press('Control+A');
  await material('value').pressSequentially('800');
  await expect(page.locator('#checked')).toContainText('20');
  await expect(material('value')).toBeFocused();
  await desk.button('bill.add').click();
  await expect(page.locator('[name$="/materials/1/description"]')).toBeVisible();
  await expect(material('value')).toHaveValue('800');
});

test('an issuer replaces a certificate', async ({ desk, page }) => {
  const old = await issued();
  const { reference } = await draft();
  await desk.at('VNIssuer').signIn('issuer', own(old));
  await desk.button('own.replace').click();
  await page.locator('[name="/reference"]').fill(reference);
  await desk.button('draft.save').filter({ visible: true }).last().click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(reference) })).toBeVisible();
  await expect(page.locator('[name="/replaces/certificate/reference"]')).toHaveValue(old.reference);
  await desk.link('draft.go_on').click();
  await expect(page.getByText(desk.say('seal.replaces', { certificate: old.name }))).toBeVisible();
  await desk.look('issuing seal of a replacement');
  await seal(desk, old, sign);
  await expect(page.locator('main')).toContainText(desk.say('own.replaces'));
  await page.getByRole('link', { name: old.name }).click();
  await expect(page.locator('main')).toContainText(desk.say('state.replaced'));
  await expect(page.getByRole('link', { name: reference })).toBeVisible();
  await expect(desk.button('own.replace')).toHaveCount(0);
  await desk.look('issuing certificate replaced');
});
