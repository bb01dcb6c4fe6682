// A trader: what is missing of a certificate and of a draft.
import { draft, issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('a trader has a certificate and a draft judged', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('trader');
  await desk.look('trader start');
  await desk.menu('trader.certificate.menu');
  await desk.look('trader certificate');

  await test.step('a certificate without its seal is asked for', async () => {
    await desk.field('trader.file.certificate').setInputFiles(paper.files.certificate);
    await desk.button('trader.certificate.ask').click();
    await expect(page.getByRole('alert').filter({ hasText: desk.say('trader.both_files') })).toBeVisible();
  });

  await test.step('the certificate as it is', async () => {
    await desk.field('trader.file.certificate').setInputFiles(paper.files.certificate);
    await desk.field('trader.file.seal').setInputFiles(paper.files.seal);
    await desk.button('trader.certificate.ask').click();
    await expect(page.getByRole('heading', { name: desk.say('trader.verdict.accept') })).toBeVisible();
    await desk.look('trader opinion');
  });

  await test.step('a draft with a hole in it', async () => {
    const unfinished = await draft(d => { delete d.items[0].criterion; });
    await desk.menu('trader.draft.menu');
    await desk.field('trader.file.draft').setInputFiles(unfinished.files.draft);
    await desk.button('trader.draft.ask').click();
    await expect(page.getByRole('heading', { name: desk.say('trader.draft.item', { number: '1' }) })).toBeVisible();
    await desk.look('trader draft');
  });
});
