# What bash says of a text that it cannot read, each by a bash of its own.
n=0
read_() { echo "== $((++n))"; echo "== $n" >&2; printf "%s\n" "$1" > text; bash text < /dev/null; echo "[$?]"; }
read_ 'if fi'
read_ 'for a echo; do x; done'
read_ 'for in a; do x; done'
read_ 'while do x; done'
read_ 'if true; then fi'
read_ 'if true; echo a; fi'
read_ 'f() { }'
read_ '{ }'
read_ '( )'
read_ 'case in esac'
read_ 'echo a ;; echo b'
read_ 'foo() echo hi'
read_ 'if [ 1 ] then echo; fi
echo x'
read_ 'while true; do echo a; break; don'
read_ 'function { echo; }'
read_ '&& echo a'
read_ '| cat'
read_ 'echo a | | cat'
read_ ';'
read_ 'echo a; ; echo b'
read_ 'echo <'
read_ 'cat <<'
read_ 'echo > > a'
read_ '!'
read_ 'done'
read_ 'then'
read_ 'esac'
read_ 'x=$(
echo a'
read_ 'echo ${a'
read_ 'echo `echo a'
read_ 'echo '\''a
b'
read_ 'a=(1 2
echo'
read_ 'case x in a) echo; esac; case y in b echo;; esac'
read_ 'time'
read_ 'else'
read_ 'echo a } b; { echo c; } d'
read_ 'if true; then echo a; else; echo b; fi'
read_ 'until; do x; done'
read_ 'elif'
read_ 'do echo; done'
read_ 'f() { echo a
echo b'
read_ '(echo a
echo b'
read_ '{ echo a'
read_ '[ a = a'
read_ 'echo a &; echo b'
read_ 'echo a &| cat'
read_ 'for x in a b do echo; done'
read_ 'function f g { :; }'
read_ 'function f() { echo;'
read_ 'if true
then echo a'
read_ '[[ a b ]]; echo no'
read_ '[[ a -eq ]]; echo no'
read_ '[[ -f ]]; echo $?'
read_ '[[ a = b ]; echo no'
read_ '[[ a && ]]; echo no'
read_ '[[ (a = b ]]; echo no'
read_ '[[ ]]; echo no'
read_ '[[ a = b c ]]
echo no'
read_ 'echo before
if [[ a == ]]; then echo x; fi'
read_ '[[ a = b && c d ]]'
read_ '[[ a -foo b ]]'
read_ 'echo @(a|b)'
read_ 'case x in @(x)) echo y;; esac'
read_ '[[ x == @(x|y) ]] && echo ok
shopt -s extglob
echo @(a|b)'
read_ 'if true; then
  nosuchcmd arg \
    more
fi
echo "$(nosuch2)"'
read_ 'echo a; }; echo b'
read_ 'echo a
if true; then echo b'
read_ 'echo a; fi'
read_ 'echo "unterminated
foo'
read_ 'echo a
for x in 1 2; do echo $x'
read_ 'echo a && && echo b'
read_ 'echo $(echo a'
read_ 'case x in x) echo a ;;'
read_ 'echo a | ; echo b'
read_ 'eval '\''echo a; if'\''; echo $?; eval '\''echo )'\''; echo $?; eval "echo '\''a"; echo $?'
