# timeout and the signals it sends; scripts in a process of their own that are told to end.
export LC_ALL=C
timeout 0.2 bash -c 'trap "echo got; exit 7" TERM; sleep 5'; echo $?
timeout 0.2 bash -c 'trap "echo got" TERM; sleep 5; echo next'; echo $?
timeout 0.2 bash -c 'trap "echo got; exit 7" TERM; sleep 5 & wait'; echo $?
timeout 0.2 bash -c 'trap "" TERM; sleep 0.5; echo survived'; echo $?
timeout 0.2 bash -c 'trap "echo bye" EXIT; sleep 5'; echo $?
timeout 0.2 bash -c 'trap "echo int" INT; sleep 5'; echo $?
timeout -s INT 0.2 bash -c 'trap "echo int; exit 3" INT; sleep 5'; echo $?
timeout -p 0.2 bash -c 'trap "exit 7" TERM; sleep 5'; echo $?
timeout --preserve-status 0.2 bash -c 'trap "exit 7" TERM; sleep 5'; echo $?
timeout 0.2 bash -c 'f() { sleep 5; echo no; }; trap "echo got" TERM; f; echo end $?'; echo $?
bash -c 'trap "echo got; exit 4" TERM; sleep 0.3; echo no' & sleep 0.1; kill $!; wait $!; echo $?
bash -c 'trap "" TERM; sleep 0.2; echo lives' & sleep 0.1; kill $!; wait $!; echo $?
timeout 0.2 bash -c 'sleep 5; echo no'; echo $?
timeout 0.2 yes > /dev/null; echo $?
timeout -v 0.1 sleep 5; echo $?
timeout -s NOPE 1 true; echo $?
timeout; echo $?
timeout 1; echo $?
