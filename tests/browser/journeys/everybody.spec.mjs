// Everybody who has signed in: the network and the figures, which change while
// the journey looks, so it asks for what is always there.
import { expect, test } from '../support/test.mjs';

test('an officer sees the network and the statistics', async ({ desk, page }) => {
  await desk.at('THCustoms').signIn('officer');
  await desk.look('officer start');

  await test.step('the rule of a code', async () => {
    await desk.menu('rules.menu');
    await desk.field('rules.agreement').selectOption('atiga');
    await desk.field('rules.hs').fill('8413.70');
    await desk.button('rules.look_up').click();
    await expect(page.getByRole('heading', { name: /ATIGA 8413/ })).toBeVisible();
    await desk.look('rules');
    await desk.link('rules.coverage.link').click();
    await expect(page.getByRole('heading', { level: 1, name: desk.say('rules.coverage.title') })).toBeVisible();
    await desk.look('rules coverage');
  });

  await test.step('the network', async () => {
    await desk.menu('network.menu');
    await expect(page.getByText('peer0.vnissuer').or(page.getByText('127.0.0.1')).first()).toBeVisible();
    await desk.look('network');
    const [file] = await Promise.all([page.waitForEvent('download'), desk.link('network.csv').click()]);
    expect(file.suggestedFilename()).toContain('.csv');
  });

  await test.step('the statistics', async () => {
    await desk.menu('statistics.menu');
    await expect(page.getByRole('heading', { name: desk.say('statistics.utilisation') })).toBeVisible();
    await desk.look('statistics');
  });
});
