// Anybody: how a certificate stands, by number and check code or by QR code.
import { consoleOf, issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

test('the public looks a certificate up', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').open('/');
  await desk.look('start');
  await desk.menu('public.menu');
  await desk.look('status form');

  await test.step('by number and check code', async () => {
    await desk.field('public.form').selectOption('D');
    await desk.field('public.country').selectOption('VN');
    await desk.field('public.reference').fill(paper.reference);
    await desk.field('public.code').fill(paper.code.toLowerCase().replace('-', ' '));
    await desk.button('public.look_up').click();
    await expect(page.getByRole('heading', { name: desk.say('public.status.issued') })).toBeVisible();
    await expect(page.locator('main')).not.toContainText(paper.document.consignee.name);
    await expect(page.locator('main')).not.toContainText('240');
    await desk.look('status');
  });

  await test.step('with a wrong code', async () => {
    await desk.field('public.code').fill('0000-0000');
    await desk.button('public.look_up').click();
    await expect(page.getByRole('alert').filter({ hasText: desk.say('public.unknown') })).toBeVisible();
    await desk.look('status unknown');
  });

  await test.step('by QR code', async () => {
    await desk.field('public.qr').fill(paper.stamp);
    await desk.button('public.qr.check').click();
    await expect(page.getByRole('heading', { name: desk.say('public.qr.met') })).toBeVisible();
    await expect(page.getByRole('heading', { name: desk.say('public.status.issued') })).toBeVisible();
    await expect(page.locator('section.card').first()).not.toContainText(paper.document.consignee.name);
    await desk.look('status by QR code');
  });

  await test.step('by a QR code that was changed', async () => {
    const last = paper.stamp.at(-1);
    await desk.field('public.qr').fill(paper.stamp.slice(0, -1) + (last === '0' ? '1' : '0'));
    await desk.button('public.qr.check').click();
    await expect(page.locator('main')).toContainText(new RegExp(`${desk.say('public.qr.not_met')}|${desk.say('public.qr_refused')}`));
  });

  await test.step('by a link', async () => {
    const query = new URLSearchParams({ form: 'D', country: 'VN', reference: paper.reference, code: paper.code, lang: desk.words.language });
    await page.goto(`${consoleOf('THCustoms')}/status?${query}`);
    await expect(page.getByRole('heading', { name: desk.say('public.status.issued') })).toBeVisible();
  });
});
