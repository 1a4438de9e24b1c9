# Scripts on standard input, which their own commands may read from; `bash -n`.
echo 'if' > bad.sh; bash -n bad.sh; echo $?; bash -n nope.sh; echo $?; echo 'echo no' | bash -n; bash -n -c 'echo no'; echo $?
printf 'read x\nhello\necho got $x\n' | bash
printf 'echo one\ncat\nrest of it\nmore\n' | bash
printf 'echo one; cat; echo two\nrest\n' | bash
bash <<'E'
echo $LINENO
while read l; do echo "l=$l $LINENO"; done
a
b
E
bash -s arg <<'E'
echo $1; head -n 1
line
echo after; nope
if true; then
  read v
  echo "v=$v"
fi
given
E
echo 'echo $0 $#; exit 3; echo no' | bash -s x y; echo $?
bash << 'E'
set -e
false
echo no
E
echo $?
cat > helper.sh <<'E'
#!/bin/bash
read a; echo "helper got $a"
E
chmod +x helper.sh; bash <<'E'
./helper.sh
for helper
echo next
E
bash -c 'cat; echo x' <<< in; sh <<< 'echo dash; nope'; bash -e <<< 'false; echo no'; bash -x <<< 'echo x'
exec 5<<< 'echo five'; bash <&5
source /dev/stdin <<< 'echo src $LINENO'
bash --norc -c 'echo $-'; bash -o pipefail -c 'false | true; echo $?'; bash +x -c 'echo y'; bash -lc 'echo l' ; bash -ic 'echo i' 2>/dev/null
E=1 bash -c 'echo $E'; bash --version | head -1; bash -c;
