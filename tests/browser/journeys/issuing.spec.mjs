// An issuing office: from a draft to the ledger, and back off it.
import { cancel, own, saved, seal } from '../support/deeds.mjs';
import { draft, issued, sign } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('an issuer draws up a certificate, has it signed and anchors it', async ({ desk, page }) => {
  const paper = await draft(d => { d.items[0].criterion = 'CTH'; delete d.totals; });
  await desk.at('VNIssuer').signIn('issuer');
  await desk.menu('draft.menu');
  await desk.look('issuing drafts');

  await test.step('the upload shows what is to be mended', async () => {
    await desk.field('draft.file').setInputFiles(paper.files.draft);
    await desk.button('draft.take').click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(paper.reference) })).toBeVisible();
    await desk.look('issuing draft');
    await page.locator('[name="/items/0/criterion"]').fill('40%');
    await desk.button('draft.save').filter({ visible: true }).last().click();
    await expect(page.locator('[name="/items/0/criterion"]')).toHaveValue('40%');
  });

  await test.step('the exact bytes are signed outside and the seal is sent', async () => {
    await desk.link('draft.go_on').click();
    await expect(page.getByRole('heading', { name: desk.say('seal.step.sign') })).toBeVisible();
    await desk.look('issuing seal');
    await seal(desk, paper, sign);
    await expect(page.locator('main')).toContainText(desk.say('state.issued'));
    await desk.look('issuing receipt');
  });

  await test.step('it stands among the certificates issued', async () => {
    await desk.menu('own.menu');
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('link', { name: new RegExp(paper.reference) })).toBeVisible({ timeout: 1000 });
    }).toPass();
    await desk.look('issuing certificates');
  });
});

test('an issuer prints and cancels a certificate', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('VNIssuer').signIn('issuer', own(paper));
  await expect(page.getByRole('heading', { name: desk.say('own.receipt') })).toBeVisible();
  await expect(page.locator('main')).toContainText(paper.code);
  expect(await saved(desk, paper.folder, () => desk.link('own.print').click())).toContain('.pdf');

  await cancel(desk, paper, name => desk.look(name));
  await desk.look('issuing certificate cancelled');

  await test.step('the public is told', async () => {
    const query = new URLSearchParams({ form: 'D', country: 'VN', reference: paper.reference, code: paper.code });
    await desk.open(`/status?${query}`);
    await expect(page.getByRole('heading', { name: desk.say('public.status.cancelled') })).toBeVisible();
    await desk.look('status of a cancelled certificate');
  });
});

test('an issuer sees what customs made of certificates, and the inbox', async ({ desk, page }) => {
  await desk.at('VNIssuer').signIn('issuer');
  await desk.menu('feedback.menu');
  await desk.look('issuing feedback');
  await desk.menu('case.menu');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await desk.look('issuing inbox');
});
