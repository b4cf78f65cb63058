<?php
// The overview by PHP: who asks, the page's own statements, a row of HTML for each participant; with a connection of its own,
// as PHP does where it is not told otherwise, or with one that is kept. What stands before and after the rows is given: constants, filters and pager cost it nothing.
declare(strict_types=1);

$dir = $_SERVER['PEER_DIR'];
$page = require "$dir/page.php"; // dsn, user, password, statements, districts, years, mayChange, mayConfirm

$database = new PDO($page['dsn'], $page['user'], $page['password'],
    [PDO::ATTR_PERSISTENT => $_SERVER['PEER_KEEPS'] === 'yes', PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_EMULATE_PREPARES => true]);

function ask(PDO $database, string $sql): array
{
    $answer = $database->query($sql);
    $rows = $answer->fetchAll(PDO::FETCH_ASSOC);
    while ($answer->nextRowset()) {
    }
    return $rows;
}

$who = ask($database, 'CALL ' . $page['schema'] . '.ctx.open(' . $database->quote($_COOKIE['okt'] ?? '') . ')');
if (!$who) {
    http_response_code(403);
    exit;
}
$rows = [];
foreach ($page['statements'] as $sql) {
    $answer = ask($database, $sql);
    if (array_key_exists('fodselsnummer', $answer[0] ?? [])) {
        $rows = $answer;
    }
}

function id(int $number): string
{
    return strtr(str_pad(dechex($number), 16, '0', STR_PAD_LEFT), '0123456789abcdef', 'bcdfghjkmnpqrstv');
}

function day(?string $iso): string
{
    return $iso === null ? '–' : substr($iso, 8, 2) . '.' . substr($iso, 5, 2) . '.' . substr($iso, 0, 4);
}

function instant(string $utc): string
{
    static $here = new DateTimeZone('Europe/Oslo'), $there = new DateTimeZone('UTC');
    return (new DateTimeImmutable($utc, $there))->setTimezone($here)->format('d.m.Y');
}

header('Content-Type: text/html; charset=utf-8');
header('Cache-Control: no-store');
require "$dir/before.php";
$marks = ['opprettet' => 'IS_CREATED', 'endret' => 'IS_CHANGED', 'avsluttet' => 'IS_ENDED', 'utskrevet' => 'IS_DISCHARGED'];
// the rows come as they lie in the table; the page shows them in order
usort($rows, fn ($a, $b) => [$b['changed_at'], $b['participant_id']] <=> [$a['changed_at'], $a['participant_id']]);
foreach ($rows as $at => $row) {
    $number = $row['fodselsnummer'] === null ? '' : substr($row['fodselsnummer'], 0, 6) . "\u{a0}" . substr($row['fodselsnummer'], 6);
    $confirmed = ($row['confirmed_years'] & $page['year']) !== 0;
    $v = ['NUMBER' => (string) ($at + 1), 'ID' => id($row['participant_id']), 'FNR' => $number, 'ROW_TITLE' => $row['navn'] ?? $number,
        $row['navn'] !== null ? 'NAME_KNOWN' : ($row['status'] === 'utskrevet' ? 'NAME_HIDDEN' : 'NAME_WAITING') => true,
        'NAME' => $row['navn'] ?? '', 'MUNICIPALITY' => $row['kommunenavn'] ?? '', 'START' => day($row['oppstartsdato']), 'END' => day($row['avslutningsdato']),
        'ANNUAL_CELLS' => true, $confirmed ? 'CONFIRMED' : 'NOT_CONFIRMED' => true, 'REPORT_YEAR' => (string) ($row['rapporteringsar'] ?? '–'),
        $marks[$row['status']] => true, 'CHANGED_DATE' => instant($row['changed_at']), 'CHANGED_BY' => $row['changed_by_name'], $page['mayConfirm'] ? 'MAY_CONFIRM' : 'MAY_LOOK' => true];
    if ($row['changed_years'] & $page['year']) {
        $v += ['CHANGED_SINCE' => true, 'CHANGED_ID' => $v['ID'], 'CHANGED_TITLE' => $v['ROW_TITLE']];
    }
    if ($page['districts'] !== null) {
        $v += ['DISTRICT_CELL' => true, 'DISTRICT' => $page['districts'][$row['bydel']] ?? '–'];
    }
    if ($page['mayChange']) {
        $v['MAY_CHANGE'] = true;
    }
    require "$dir/row.php";
}
require "$dir/after.php";
