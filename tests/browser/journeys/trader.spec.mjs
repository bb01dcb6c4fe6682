// A trader: the own certificates, and what is missing of a certificate and of a draft.
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

// numbered names the demonstration's Thai importer as consignee, by number.
const numbered = document => { document.consignee.registration = '0105556012345'; };

const address = paper => `/trader/certificates/${paper.form}/${paper.country}/${encodeURIComponent(paper.reference)}`;

// listed finds a certificate in the list once the read model has it.
async function listed(desk, page, paper) {
  await desk.menu('mine.menu');
  const link = page.getByRole('link', { name: paper.reference });
  await expect(async () => {
    await page.reload();
    await expect(link.first()).toBeVisible({ timeout: 1000 });
  }).toPass();
  return link.first();
}

test('an exporter and a consignee find their own certificate', async ({ desk, page }) => {
  const paper = await issued(numbered);
  const others = await issued(document => { numbered(document); document.exporter.registration = '3700112233'; });

  await test.step('the exporter downloads it', async () => {
    await desk.at('VNIssuer').signIn('trader');
    await desk.menu('mine.menu');
    await expect(page.getByRole('heading', { name: desk.say('mine.all'), exact: true })).toBeVisible();
    await desk.look('trader list');
    await expect(page.getByRole('link', { name: others.reference })).toHaveCount(0);
    await desk.open(address(paper));
    await expect(page.getByText(desk.say('mine.step.present')).first()).toBeVisible();
    await desk.look('trader own certificate');
    const download = page.waitForEvent('download');
    await desk.link('mine.pdf').click();
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
    expect((await desk.open(address(others))).status()).toBe(404);
  });

  await test.step('the consignee sees how it stands, and has no file', async () => {
    await desk.at('THCustoms').signIn('trader');
    await (await listed(desk, page, others)).click();
    await expect(page.getByText(desk.say('mine.pdf.consignee'))).toBeVisible();
    await expect(desk.link('mine.pdf')).toHaveCount(0);
  });
});
