// Lets a worker compute one task. ask(address, job, told) -> result; told(progress, note, box) hears how far it
// is, and which box was checked. Throws Stopped with the place and reason of a refusal.
export class Stopped extends Error {
  constructor({ error, place, reason }) {
    super(error);
    Object.assign(this, { place: place ?? "", reason: reason ?? "" });
  }
}

export function ask(address, job, told) {
  const worker = new Worker(address, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Stopped({ error: event.message ?? "worker" })));
    worker.addEventListener("message", ({ data }) => {
      if ("result" in data) resolve(data.result);
      else if ("error" in data) reject(new Stopped(data));
      else told(data.progress, data.note, data.box);
    });
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
