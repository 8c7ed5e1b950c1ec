// Minor units as text, written the way the server writes them.
export function money(words, minor) {
  const unit = 10 ** Number(words.digits);
  const whole = Math.trunc(Math.abs(minor) / unit);
  const rest = Math.abs(minor) % unit;
  let text = String(whole).replace(/\B(?=(\d{3})+$)/g, words.group);
  if (rest) text += words.decimal + String(rest).padStart(Number(words.digits), "0");
  return (minor < 0 ? "−" : "") + words.money.replace("#", text);
}
