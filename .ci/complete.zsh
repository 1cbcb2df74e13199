#!/usr/bin/env zsh
# Prints the completion that zsh makes of a line after the Tab key, in a pseudo-terminal: .ci/complete.zsh FOLDER LINE
# FOLDER contains the completion functions. The output contains control characters of the terminal.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -D; print rea''dy"
zpty -r -m shell output '*ready*'
zpty -n -w shell "$2"$'\t'
# The line and its completion arrive at once; a second is enough to be sure that nothing follows.
sleep 1
while zpty -r -t shell output; do print -rn -- "$output"; done
zpty -d shell
