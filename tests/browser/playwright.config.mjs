// Journeys through the console in Debian's Chromium. Started by
// `go test ./tests -run Console`; by hand, against a network of `make up`:
//
//   npm ci && npx playwright test
import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { languages } from './support/words.mjs';

const perLanguage = /journeys\/(customs|issuing|public|trader|everybody|registry)\.spec\.mjs/;

export default defineConfig({
  testDir: '.',
  outputDir: process.env.ORIGO_BROWSER_OUTPUT || 'results',
  snapshotPathTemplate: 'references/{arg}{ext}',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 240_000, // the machine also runs a ledger
  reporter: [['list']],
  expect: {
    timeout: 20_000,
    // Fonts differ a little from one release to the next; a moved box does not pass.
    toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled', caret: 'hide' },
  },
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.ORIGO_CHROMIUM || '/usr/bin/chromium',
      args: ['--no-sandbox', '--lang=en'],
      env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) },
    },
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    ...languages.map(language => ({ name: language, testMatch: perLanguage, use: { language } })),
    { name: 'once', testIgnore: perLanguage, testMatch: /journeys\/.*\.spec\.mjs/, use: { language: 'en' } },
  ],
});
