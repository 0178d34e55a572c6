/** One act of one person at one moment of the story. */
export interface Step {
  /** Platform time, RFC 3339. */
  at: string;
  /** Acts of the same moment and rank are independent of each other and run side by side. */
  rank: number;
  label: string;
  /** Who acts, where one person has many acts in a scene: nobody decides two projects at the same time. */
  actor?: string;
  run(): Promise<void>;
}

/** Acts that may run side by side. */
export interface Scene {
  at: string;
  label: string;
  steps: Step[];
}

/** How many people act at the same time: enough to keep two cores busy. */
const SIDE_BY_SIDE = 8;

/** Orders steps into scenes: by time, then by rank. */
export function scenesOf(steps: Step[]): Scene[] {
  const scenes = new Map<string, Scene>();
  const ordered = [...steps].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.rank - b.rank);
  for (const step of ordered) {
    const key = `${Date.parse(step.at)} ${step.rank}`;
    const scene = scenes.get(key) ?? { at: step.at, label: step.label, steps: [] };
    scene.steps.push(step);
    scenes.set(key, scene);
  }
  return [...scenes.values()];
}

/** Runs the acts of a scene side by side, those of one actor one after the other; the first that fails ends it. */
export async function runScene(scene: Scene): Promise<void> {
  const actors = Map.groupBy(scene.steps, (step) => step.actor ?? step);
  await eachSideBySide([...actors.values()], async (steps) => {
    for (const step of steps) await step.run();
  });
}

/** Runs `work` over items, a few at a time, in their order. */
export async function eachSideBySide<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, worker));
}
