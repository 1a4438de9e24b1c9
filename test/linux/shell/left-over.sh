# Who leaves the rest of a file to the next reader; where source looks; PIPESTATUS behind !.
seq 6 > n
{ sed 1q; cat; } < n; echo -; { sed -n '2{p;q}'; cat; } < n; echo -; { head -n 2; cat; } < n; echo -; { head -n 1; head -n 1; cat; } < n; echo -; { grep -m1 2; cat; } < n; echo -; { head -c 3; cat; } < n; echo -
{ read x; sed 1q; read y; echo "$x $y"; } < n; echo -; { head -n 1; read z; echo "z $z"; } <<< $'a\nb\nc'; echo -; { sed 1q; cat; } <<< $'a\nb\nc'; echo -; { sed 1q; cat; } <<A
p
q
r
A
echo -; seq 6 | { sed 1q; cat; }; echo -; seq 6 | { head -n 1; cat; }; echo -; while read -r l; do echo "l $l"; head -n 1 > /dev/null; done < n; echo -; while read -r l; do echo "l $l"; ssh_like=$(sed 1q); done < n; echo -; { tail -n 1; cat; } < n; { wc -l; cat; } < n; { grep -q 2; cat; } < n; echo -; { sed -n '$='; cat; } < n; exec 5< n; head -n 1 <&5; sed 1q <&5; cat <&5; echo -; { sed '2Q'; cat; } < n; { awk 'NR==1{print; exit}'; cat; } < n; echo -; { head -n -4; cat; } < n; echo -; { sort; cat; } < n; { tr 1 x; cat; } < n; { cut -c1; cat; } < n; { grep -m 2 .; head -n 1; } < n;  { sed -n '1p;1q'; sed 's/^/>/'; } < n
echo A; { sed '2Q'; cat; } < n; echo B; { awk 'NR==1{print; exit}'; cat; } < n; echo C; { head -n -4; cat; } < n; echo D; { grep -q 2; cat; } < n; echo E
! [[ a == b ]]; echo ${PIPESTATUS[@]}
! false; echo ${PIPESTATUS[@]}
! (exit 3); echo ${PIPESTATUS[@]}
! ((0)); echo ${PIPESTATUS[@]}
! { false; }; echo ${PIPESTATUS[@]}
f() { return 4; }; ! f; echo ${PIPESTATUS[@]}
! if false; then :; fi; echo ${PIPESTATUS[@]}
! false | (exit 5); echo ${PIPESTATUS[@]}
! [[ a == a ]]; echo ${PIPESTATUS[@]}
! true; echo ${PIPESTATUS[@]}
[[ a == b ]]; echo ${PIPESTATUS[@]}
((0)); echo ${PIPESTATUS[@]}
(exit 3); echo ${PIPESTATUS[@]}
! nosuch 2>/dev/null; echo ${PIPESTATUS[@]}
! for i in 1; do false; done; echo ${PIPESTATUS[@]}
! case a in a) false;; esac; echo ${PIPESTATUS[@]}
export LC_ALL=C
echo 'echo sub $PWD $1' > lib.sh; mkdir sub; cp lib.sh sub/s.sh; (cd sub && . ./s.sh a); . sub/s.sh; PATH=$PATH:$PWD/sub; . s.sh x; . lib.sh; shopt -u sourcepath; . s.sh; echo $?
env -C /tmp pwd; env -S 'echo a b' c; env -0 A=1 true; echo $?; env -i A=1 B=2 env -0 | tr '\0' '|'; env -C /nope pwd; echo $?
timeout 0.2 bash -c 'trap "echo got; exit 7" TERM; sleep 5 & wait'; echo $?
