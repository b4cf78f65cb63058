// A piece of a page of ours as PHP, so that the peer writes the same bytes: values escaped, sections as ifs on $v.
// `constants` are written out; `read(name)` gives the file of an include, `files` says which.
export function toPhp(text, constants, files, read) {
  return text.replace(/\{\{%[^}]*\}\}\n|\{\{!.*?\}\}\n/g, '').replace(/^[ \t]*\n/gm, '').replace(/\{\{([#/>]?)([A-Z0-9_]+)\}\}/g, (_, sign, name) => {
    if (sign === '>') return toPhp(read(files[name]), constants, files, read);
    if (sign === '#') return `<?php if (isset($v['${name}'])): ?>`;
    if (sign === '/') return '<?php endif ?>';
    return name in constants ? constants[name] : `<?= htmlspecialchars($v['${name}'], ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5) ?>`;
  }).replace(/\?>\n/g, '?>\n\n'); // PHP swallows a line break after its mark
}

// What lies between {{#NAME}} and {{/NAME}}.
export const section = (text, name) => text.slice(text.indexOf(`{{#${name}}}`) + name.length + 5, text.indexOf(`{{/${name}}}`));

export const phpString = (text) => `'${String(text).replace(/[\\']/g, '\\$&')}'`;
export const constantPage = (text) => `<?php echo ${phpString(text)};\n`;
