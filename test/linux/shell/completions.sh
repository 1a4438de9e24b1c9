# compgen, TIMEFORMAT, job control that scripts do not have, killing pipelines, endless devices, old options.
export LC_ALL=C
compgen -A function; f1() { :; }; f2() { :; }; compgen -A function; compgen -A function f2; echo $?; compgen -A function zz; echo $?
v_one=1 v_two=2; compgen -v v_; compgen -A variable v_t; compgen -W "abc abd xyz" ab; compgen -b ec; compgen -k wh; compgen -e HOM; compgen -A nope; echo $?; compgen -P p- -S s -W 'a b'; compgen; echo $?; compgen -X '*b' -W 'ab ac'; compgen -q; echo $?
complete -W "a b" foo; echo $?; fc -l; suspend; echo $?; bg; echo $?; fg; echo $?
TIMEFORMAT="%0R|%0lR"; time :; TIMEFORMAT="took %% x"; time true; TIMEFORMAT=''; time true; TIMEFORMAT='a\nb'; time true
sleep 50 | sleep 60 & sleep 0.1; jobs; kill %1; wait %1; echo $?; jobs
(trap 'echo T; exit 3' TERM; while :; do sleep 0.1; done) | cat & sleep 0.3; kill %1; wait $!; echo $?
sleep 30 | { trap 'echo got; exit 5' TERM; while :; do sleep 0.1; done; } & sleep 0.3; kill %1; wait $!; echo $?
yes | head -n 2; yes abc | sleep 0.1; head -c 5 /dev/zero | od -c; head -c 16 /dev/urandom | wc -c; tr -dc a-z < /dev/urandom | head -c 8 | wc -c; printf 'añb' | head -c 2 | od -c; printf 'añb' | tail -c 2 | od -c
printf '1 a\n2 b\n' > a; printf '1 x\n3 y\n' > b; join a b; join -a1 a b; join -v1 a b; join -1 1 -2 1 -o 1.2,2.2 a b; join -t' ' -a 2 -a 1 -e - -o 0,1.2,2.2 a b; join a nope; echo $?; join a; echo $?
tail -1 a; tail -1 -q a; echo $?; tail +2 a; tail -n +2 a; head -1 -q a; tail -q -n1 a b; head -n -1 a
nohup echo x; setsid echo y; stdbuf -oL echo z; nice -n 5 echo n; stdbuf -oL nope; echo $?
