# What bash says of processes that signals end, in pipelines, subshells, jobs and strings; what jobs are called; traps in a job.
exec 2>&1
(echo $BASH_SUBSHELL) | cat; echo a | (cat; echo $BASH_SUBSHELL); { echo $BASH_SUBSHELL; } | cat
bash -c 'kill -9 $$' | bash -c 'sleep 0.2; kill -9 $$'; echo 1
bash -c 'kill -9 $$' | cat | bash -c 'sleep 0.2; kill -9 $$'; echo 2
bash -c 'exit 3' | bash -c 'exit 4' | cat | bash -c 'sleep 0.2; kill -9 $$'; echo 3
bash -c 'kill -15 $$' | bash -c 'sleep 0.2; kill -9 $$'; echo 4
bash -c 'kill -9 $$' | bash -c 'sleep 0.2; kill -15 $$'; echo 5
bash -c 'kill -9 $$' | bash -c 'sleep 0.2; kill -1 $$'; echo 6
bash -c 'kill -9 $$' | bash -c 'sleep 0.2; kill -2 $$'; echo 7
sleep 0.2 | bash -c 'kill -9 $$'; echo 8
yes | bash -c 'read a; kill -9 $$'; echo 9
bash -c 'kill -9 $$' | sleep 0.2; echo 10
set -o pipefail; bash -c 'kill -9 $$' | sleep 0.2; echo 11 $?; set +o pipefail
sleep 0.4 | bash -c 'sleep 0.2; kill -9 $$' & wait $!; echo 12
true | sleep 0.4 & sleep 0.1; kill -9 $!; wait $!; echo 13
(exit 3) | sleep 0.4 & sleep 0.1; kill -9 $!; wait $!; echo 14
(sleep 0.2; kill -9 $BASHPID) | (sleep 0.3; kill -9 $BASHPID); echo 15
{ sleep 0.2; bash -c 'kill -9 $$'; } | cat; echo 16
cat /dev/null | { sleep 0.2; bash -c 'kill -9 $$'; }; echo 17
cat /dev/null | (sleep 0.2; bash -c 'kill -9 $$'); echo 18
if true; then bash -c 'kill -9 $$'; fi | cat; echo 19
cat /dev/null | while bash -c 'kill -9 $$'; do :; done; echo 20
f() { bash -c 'kill -9 $$'; }; f | cat; cat /dev/null | f; echo 21
x=$(bash -c 'kill -9 $$'; echo in; (bash -c 'kill -9 $$'; echo); f; f | cat); echo 22
cat <(bash -c 'kill -9 $$'; echo in); echo 23
sleep 0.4 |& cat & sleep 0.1; kill -9 $!; wait $!; echo 25
kill -9 $BASHPID | cat; echo 26
(bash -c 'kill -9 $$' && echo a); echo 27
(true && bash -c 'kill -9 $$'); echo 28
(true | bash -c 'kill -9 $$'); echo 29
(! bash -c 'kill -9 $$'); echo 30
(bash -c 'kill -9 $$'; ); echo 31
(trap 'echo x' EXIT; bash -c 'kill -9 $$'); echo 32
({ bash -c 'kill -9 $$'; }); echo 33
(if true; then bash -c 'kill -9 $$'; fi); echo 34
(f); echo 35
(bash -c 'kill -9 $$' > /dev/null); echo 36
(X=1 bash -c 'kill -9 $$'); echo 40
(eval "bash -c 'kill -9 \$\$'"); echo 41
(exec bash -c 'kill -9 $$'); echo 42
eval "bash -c 'kill -9 \$\$'"; echo 43
. <(echo "bash -c 'kill -9 \$\$'"); echo 44
f; echo 45
bash -c 'bash -c "kill -9 \$\$"; echo y'; echo 46
bash -c 'bash -c "kill -9 \$\$"'; echo 47
env bash -c 'kill -9 $$'; echo 48
for i in 1; do bash -c 'kill -9 $$'; done; echo 49

exec 3>&1 >/dev/null
(sleep 0.3; echo x) & { sleep 0.3; echo y; } & for i in 1 2; do sleep 0.3; echo $i; done & while sleep 0.3; true; do break; done & if true; then sleep 0.3; echo b; fi & f() { sleep 0.3; echo z; }; f & sleep 0.3 | cat && echo x & ! sleep 0.3 & (sleep 0.3
jobs >&3; wait; exec >&3
x=$( (sleep 1; echo a) & jobs; wait); echo "$x"
(trap 'echo T' TERM; sleep 0.3; echo end) & sleep 0.1; kill $!; wait $!; echo x $?
{ trap 'echo T' TERM; sleep 0.3; echo end; } & sleep 0.1; kill $!; wait $!; echo x $?
(trap 'echo T' TERM; sleep 0.3; echo end) > f & sleep 0.1; kill $!; wait $!; echo x $?; cat f
(trap 'echo X; exit 4' TERM EXIT; sleep 0.3 & wait; echo end) & sleep 0.1; kill $!; wait $!; echo x $?
if trap 'echo T' TERM; then sleep 0.3; fi & sleep 0.1; kill $!; wait $!; echo x $?
f() { trap 'echo T' TERM; sleep 0.3; echo end; }; f & sleep 0.1; kill $!; wait $!; echo x $?
(trap 'echo exit' EXIT; sleep 0.1) & wait
(trap 'echo T' TERM; sleep 0.3; echo end) && echo more & sleep 0.1; kill $!; wait $!; echo x $?
(bash -c 'kill -9 $$'; echo in $?) & wait $!; echo $?
(bash -c 'kill -9 $$') & wait $!; echo $?
{ bash -c 'kill -9 $$'; echo in $?; } & wait $!; echo $?
{ bash -c 'kill -9 $$'; } & wait $!; echo $?
f() { bash -c 'kill -9 $$'; }; f & wait $!; echo $?
if true; then bash -c 'kill -9 $$'; fi & wait $!; echo $?
(bash -c 'kill -9 $$'; echo in $?); echo $?
(bash -c 'kill -9 $$'); echo $?
x=$(bash -c 'kill -9 $$'; echo in $?); echo $?
(true; bash -c 'kill -9 $$'); echo $?
(bash -c 'kill -9 $$' | cat; echo in $?); echo $?
(bash -c 'kill $$'; echo in $?); echo $?
timeout -s KILL 0.1 sleep 0.5; echo $?
timeout -s KILL 0.1 bash -c 'trap "" TERM; sleep 0.5'; echo $?
timeout -k 0.1 0.1 bash -c 'trap "" TERM; sleep 0.5'; echo $?
timeout -s HUP 0.1 sleep 0.5; echo $?
