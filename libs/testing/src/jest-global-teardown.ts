/** Stops what `jest-global-setup.ts` started, and the brokers that specs left running. */
export default async function stop(): Promise<void> {
  const { stopTestServers } = globalThis as { stopTestServers?: () => Promise<void> };
  await stopTestServers?.();
}
