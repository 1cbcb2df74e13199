#!/usr/bin/env zsh
# Prints what zsh makes of a line and the Tab key, in a terminal of its own: .ci/complete.zsh FOLDER LINE
# The folder has the completion functions. What is printed has control characters of the terminal in it.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -D; print rea''dy"
zpty -r -m shell output '*ready*'
zpty -n -w shell "$2"$'\t'
# The line and the word that completes it come at once; a second is enough to be sure that nothing follows.
sleep 1
while zpty -r -t shell output; do print -rn -- "$output"; done
zpty -d shell
