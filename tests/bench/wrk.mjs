// Requests as fast as they are answered, by wrk over connections that are kept.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORT = `done = function(summary, latency)
  io.write(string.format("\\nFOUND %d %d %.0f %.0f %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
`;

// `dir` holds the report's script. Answers requests, seconds, and milliseconds at the median and the 99th percentile; an
// answer that is no success is an error.
export function hurry(dir, url, { connections, seconds, headers = {} }) {
  const script = join(dir, 'wrk.lua');
  writeFileSync(script, REPORT);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), url];
  return new Promise((done, failed) => {
    const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => { said += text; });
    child.on('error', failed).on('close', () => {
      const found = said.match(/^FOUND (\d+) (\d+) (\d+) (\d+) (\d+)$/m)?.slice(1).map(Number);
      if (!found || found[0] === 0 || found[4] > 0) failed(new Error(`${url} is not answered well:\n${said}`));
      else done({ count: found[0], seconds: found[1] / 1e6, p50: found[2] / 1000, p99: found[3] / 1000 });
    });
  });
}
