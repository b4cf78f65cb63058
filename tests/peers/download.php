<?php
// The full dataset by PHP's own writer, rows straight from the database, none kept:
//     php download.php SOCKET SCHEMA CELLS < SQL > FILE      (the first line of SQL makes the context)
[, $socket, $schema, $file] = $argv;
$texts = $cells = $headings = [];
$choices = 0;
foreach (file($file, FILE_IGNORE_NEW_LINES) as $line) {
    $parts = explode("\t", $line);
    if ($parts[0] === 'choices') {
        $choices = (int)$parts[1];
    } elseif ($parts[0] === 'code') {
        $texts[$parts[1]][$parts[2]] = $parts[3];
    } else {
        $headings[] = $parts[1];
        $cells[] = [$parts[2], (int)$parts[3], $parts[4], $parts[5]];
    }
}
$database = new PDO("mysql:unix_socket=$socket;dbname=$schema;charset=utf8mb4", posix_getpwuid(posix_geteuid())['name'], '',
    [PDO::MYSQL_ATTR_USE_BUFFERED_QUERY => false, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
$context = $database->query(trim(fgets(STDIN)));
do {
    $context->fetchAll();
} while ($context->nextRowset());
$out = fopen('php://output', 'w');
fwrite($out, "\u{FEFF}");
fputcsv($out, $headings, ';', '"', '', "\r\n");
foreach ($database->query(trim(fgets(STDIN)), PDO::FETCH_NUM) as $row) {
    $chosen = [];
    if ($row[$choices] !== null) {
        foreach (explode(';', $row[$choices]) as $part) {
            [$name, $codes] = explode(':', $part);
            $chosen[$name] = array_flip(explode(',', $codes));
        }
    }
    $line = [];
    foreach ($cells as [$kind, $at, $name, $code]) {
        if ($at < 0) {
            $codes = $chosen[$name] ?? null;
            $line[] = $codes === null ? '' : ($kind === 'flag' ? (isset($codes[$code]) ? '1' : '0')
                : implode('; ', array_intersect_key($texts[$name], $codes)));
            continue;
        }
        $value = $row[$at];
        if ($value === null || $value === '') {
            $line[] = '';
        } elseif ($kind === 'words') {
            $line[] = $texts[$name][$value] ?? '';
        } elseif ($kind === 'date') {
            $line[] = substr($value, 8, 2) . '.' . substr($value, 5, 2) . '.' . substr($value, 0, 4);
        } else {
            $line[] = $kind === 'text' && strpbrk($value[0], "=+-@\t\r") !== false ? "'$value" : $value;
        }
    }
    fputcsv($out, $line, ';', '"', '', "\r\n");
}
