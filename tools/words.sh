# ./dev words: the catalogues in po/ brought up to date with the texts in views/ and src/.
# shellcheck shell=bash

command_words() {
    [ $# -eq 0 ] || fail "words does not know \"$1\""
    install_missing run
    node "$TOP/tools/words.mjs" update
    node "$TOP/tools/words.mjs" complain || fail 'write what is missing into po/, in the words of po/README.md'
    say 'po/ has every text, and every text has its translations.'
}
