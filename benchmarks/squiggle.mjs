// Least time in milliseconds, and the mean found, of the product in draws.py. Copied beside the installed package and run there.
import { run } from "@quri/squiggle-lang";

const parts = ["8.1e6 to 8.4e6", "0.002 to 0.01", "2e3 to 5e4"].map((range) => `SampleSet.fromDist(${range})`);
const code = `mean(${parts[0]} * ${parts[1]} / ${parts[2]})`;
const environment = { sampleCount: 100000, xyPointLength: 1000 };
let least = Infinity;
let mean = NaN;
for (let i = 0; i < 8; i++) {
  const start = performance.now();
  const output = await run(code, { environment });
  least = Math.min(least, performance.now() - start);
  if (!output.result.ok) throw new Error(String(output.result.value));
  mean = Number(String(output.result.value.result));
}
console.log(JSON.stringify({ least, mean }));
