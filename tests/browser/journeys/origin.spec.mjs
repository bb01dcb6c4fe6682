// Whether a good originates: determined from what it was made of, before
// anybody applies for anything.
import { expect, test } from '../support/test.mjs';

const wire = {
  agreement: 'vkfta', on: '2026-11-18', exporter: 'KR', importer: 'VN', currency: 'USD',
  good: { hs: { code: '740819', edition: 2022 }, description: 'copper wire', price: '1000' },
  materials: [{ description: 'copper rods', hs: { code: '740710', edition: 2022 }, status: 'non_originating', country: 'CN', value: '618' }],
  operations: ['DRAW'],
};

test('an officer has origin determined, and tries what would alter it', async ({ desk, page }) => {
  await desk.at('THCustoms').signIn('officer', '/rules');
  await desk.link('rules.determination.link').click();
  await expect(page.getByRole('heading', { level: 1, name: desk.say('rules.determination.title') })).toBeVisible();
  await desk.look('rules determination');

  await test.step('it falls short', async () => {
    await desk.field('rules.bill').fill(JSON.stringify(wire, null, 2));
    await desk.button('rules.determine').click();
    await expect(page.locator('#outcome .mark.bad')).toBeVisible();
    await expect(page.getByRole('heading', { name: desk.say('rules.remedies') })).toBeVisible();
    await desk.look('rules determination not met');
  });

  await test.step('with cheaper rods it does not', async () => {
    await desk.field('rules.bill').fill(JSON.stringify(wire).replace('618', '600'));
    await desk.button('rules.determine').click();
    await expect(page.locator('#outcome .mark.good')).toBeVisible();
  });

  await test.step('a bill that cannot be read is kept', async () => {
    await desk.field('rules.bill').fill('{"agreement": ');
    await desk.button('rules.determine').click();
    await expect(page.getByRole('alert').filter({ visible: true })).toBeVisible();
    await expect(desk.field('rules.bill')).toHaveValue('{"agreement": ');
    await desk.look('rules determination unreadable');
  });
});
