// Search forms put what is filled in into the address, and nothing else, so that it can be read and shared.
export function leaveOutEmpty() {
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.method !== "get") return;
    for (const name of new Set(formData.keys())) {
      const filled = formData.getAll(name).filter((value) => value !== "");
      formData.delete(name);
      filled.forEach((value) => formData.append(name, value));
    }
  });
}
