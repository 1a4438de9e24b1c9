# Signals to the script itself, to subshells and to jobs.
trap 'echo got' USR1
f() { kill -USR1 $$; echo in f; }
f
kill -USR1 $$
echo after
x=$(kill -USR1 $$; echo sub)
echo "$x"
(trap 'echo subgot' USR1; kill -USR1 $BASHPID; echo s)
(sleep 0.2; kill -USR1 $$) & wait $!
echo $?
wait
(sleep 0.2; kill -USR1 $$) &
sleep 0.5
echo woken
wait
trap
trap - USR1
trap '' TERM
kill $$
echo still
trap - TERM
bash -c 'kill -9 $$'; echo $?
bash -c 'kill $$'; echo $?
bash -c 'kill -INT $$'; echo $?
(kill -9 $BASHPID); echo $?
x=$(kill $BASHPID); echo $?
bash -c 'trap "echo bye" EXIT; kill $$; echo no'; echo $?
bash -c 'trap "echo bye" EXIT; kill -9 $$'; echo $?
sleep 100 & p=$!
kill -9 $p
wait $p
echo $?
sleep 100 & kill $!
wait $!
echo $?
jobs > /dev/null
sleep 100 & sleep 100 & jobs
kill %1 %2
wait
jobs
kill %5
kill 999999
kill -l 15 9 TERM
kill -0 $$; echo $?
kill -s NOPE $$
kill abc
sleep 0.1 & sleep 0.3 & wait -n; echo $?
wait
timeout 0.2 sleep 5; echo $?
while :; do sleep 1; done & p=$!
sleep 2.5
kill $p
wait $p 2> /dev/null
echo $?
trap 'echo cleanup; kill $(jobs -p) 2> /dev/null' EXIT
sleep 100 & sleep 0.1
exit 3
( (while :; do echo y; done); echo "st $?" >&2 ) | head -n 1
(trap 'echo bye $? >&2' EXIT; while :; do echo y; done) | head -n 1; echo "${PIPESTATUS[@]}"
{ x=$(echo $(while :; do echo y; done | head -n 1)); echo $x; } 
f() { while :; do echo z; done; }
f | head -n 1; echo "${PIPESTATUS[*]}"
while :; do echo w; done | { read x; echo $x; }; echo "${PIPESTATUS[*]}"
(set -o pipefail; while :; do echo w; done | head -n 1; echo $?)
