# Aliases: none in scripts unless `expand_aliases` is on; read line by line.
alias nope; echo $?
alias x='echo X' y="echo 'q'"; alias; alias x; alias z q='1'; echo $?
x 2>/dev/null; echo $?
unalias; echo $?; unalias -a; alias
shopt -s expand_aliases
alias hi='echo hi' say='echo "a  b"' sudo='sudo ' e=echo
hi there; hi | cat; $(hi) 2>/dev/null; \hi 2>/dev/null; "hi" 2>/dev/null
say; if hi; then hi 2; fi; f() { hi from f; }; f; sudo hi; X=1 hi; ! hi; hi && hi; (hi); { hi; }
for i in hi; do hi $i; done; case hi in hi) hi;; esac; echo $(hi sub) `hi back`; e hi
alias ls='ls -a'; mkdir d; cd d; ls; cd ..; alias loop='loop x'; loop; echo $?
alias two='echo 1; echo'; two 2; alias p='echo |'; type hi; type -t hi; command -v hi; command -V hi; which hi; echo $?
alias hi2='hi ' ; hi2 e; unalias hi; hi; unalias nope; echo $?; alias -p | head -2; alias 'a b=c'; alias =x; alias a/b=c; echo $?
eval 'hi3() { e eval; }'; hi3; alias late='echo late'; late; bash -c 'e x'
foo() {
  alias inner='echo inner'
  inner
}
foo
inner
# The array of aliases.
shopt -s expand_aliases
BASH_ALIASES[zz]='echo via array'
zz; alias; echo "${BASH_ALIASES[zz]}" "${#BASH_ALIASES[@]}"
alias q='echo q'; echo "${BASH_ALIASES[q]}"; x[0]=1; declare -A m; m[a b]=2; echo "${m[a b]} ${x[0]}"
unalias zz; echo "${#BASH_ALIASES[@]}"; [[ -v BASH_ALIASES[q] ]] && echo set
