# awk(1) with commands, files that it reads itself, and the order of its arrays.
awk 'BEGIN { system("echo hi"); r = system("exit 3"); print r; system("nope") }'
awk 'BEGIN { while (("seq 3" | getline l) > 0) print "l", l; close("seq 3"); "seq 2" | getline; print $0, NR; "echo a b; echo c" | getline x; print x }'
awk 'BEGIN { while ("echo a b; echo c" | getline > 0) print $1; cmd = "printf 1; exit 4"; cmd | getline arr[1]; print arr[1], close(cmd), close(cmd) }'
printf '3 c\n1 a\n2 b\n' | awk '{ print | "sort" } END { close("sort"); print "end" }'
awk 'BEGIN { print "b" | "sort"; print "a" | "sort"; print "mid"; print "z" | "cat"; print "q" | "cat -n"; print "last" }'
awk 'BEGIN { print "to err" | "cat 1>&2"; printf "%s\n", "x" | "cat"; print "y" }'
echo '1 2' | awk '{ system("echo " $1 "; cat"); print $2 }'
printf '1\n2\n3\n' > in; awk 'NR == 1 { getline; print "next", $0, NR } NR == 3 { print "three", FNR }' in; awk 'NR == 1 { getline x; print "x", x, $0, NR }' in
awk '{ while ((getline l < "in") > 0) n++; close("in"); print n }' in; awk 'BEGIN { print (getline l < "nope") }'
awk 'BEGIN { print "new" > "out"; print "two" > "out"; close("out"); print "three" >> "out"; close("out"); while ((getline l < "out") > 0) print l; print close("out"), close("out") }'
awk 'BEGIN { ARGV[1] = ""; ARGV[2] = "x=5"; ARGC = 4 } END { print x, FILENAME, NR }' a b in; awk '{ print FILENAME FNR; nextfile }' in in; echo | awk '{ print FILENAME }'
awk '{ print } END { print "end" }' nope; echo $?; awk 'BEGIN { exit 1 } END { print "e" }'; echo $?; echo | awk '{ exit 3 } END { print "end"; exit }'; echo $?
printf 'a 1\nb 2\nc 3\na 4\n' | awk '{ s[$1] += $2 } END { for (k in s) print k, s[k] }'
awk 'BEGIN { n = split("x y z", a); for (i in a) print i, a[i]; for (i = 0; i < 20; i++) b[i]; for (i in b) printf "%s ", i; print ""; c["eth0"]; c["eth1"]; c["lo"]; c["br0"]; for (i in c) printf "%s ", i; print "" }'
awk 'BEGIN { for (i = 0; i < 2000; i++) a["k" i] = i; for (k in a) if (n++ % 100 == 0) printf "%s ", k; print ""; for (i = 0; i < 2000; i++) b[i]; n = 0; for (k in b) if (n++ % 100 == 0) printf "%s ", k; print ""; for (i = 0; i < 900; i++) { b[i * 7]; b[i ""]; delete b[i * 3] } for (k in b) if (n++ % 100 == 0) printf "%s ", k; print length(b) }'
awk 'BEGIN { n = split("a b c d e f g h i j k l m n o p", z); z[3]; z["x"]; z[40]; z[1.5]; z[1, 2]; for (k in z) { gsub(SUBSEP, "-", k); printf "%s ", k } print ""; delete z; z[5]; z["5"]; z["a"]; z[2]; for (k in z) printf "%s ", k; print "" }'
awk 'BEGIN { print 2147483647, 2147483648, 1e18, -2147483648, 1e300; printf "%d %x %u\n", 2^31, 2^40, -1; print 1 / 0, -1 / 0, log(0), "0x1F" + 0, "inf" + 0 }'
awk 'BEGIN { for (i = -2; i < 3; i++) for (j = -1; j < 4; j++) printf "%s,%s=%s ", i, j, substr("hello", i, j); print substr("hello", 1.5, 1.5) }'
awk 'BEGIN { print length("añb"), substr("añb", 1, 3), toupper("añb"); printf "%-5s|\n", "ñ"; print "a\tb\\n\/\"q\"" "\x41\101", "a.b" ~ "a\\.b" }'
awk 'BEGIN { printf "%d %s\n" }'; echo $?; awk 'BEGIN { x = sprintf("%z", 1) }'; echo $?; echo a | awk '{ print $-1 }'; echo $?; awk 'BEGIN { foo() }'; echo $?; awk 'BEGIN { print 2**3 }'; echo $?
printf 'a;b;\n' | awk 'BEGIN { RS = ";" } { print NR "[" $0 "]" }'; printf 'a1b2\n' | awk 'BEGIN { RS = "[0-9]" } { print NR "[" $0 "]" }'; printf 'a b\n\nc d\ne f\n\n\n\ng\n' | awk 'BEGIN { RS = "" } { print NR ": " $1 "-" $NF " " NF }'
printf 'atb\n' | awk -Ft '{ print $2 }'; printf 'abc\n' | awk -F '' '{ print $2, NF }'; awk -v x='a\tb' 'BEGIN { print x }'; awk 'BEGIN { print substr(strftime("%Y-%m-%d", 0), 1, 10), mktime("1970 01 02 00 00 00") }'
sh -c 'nope; echo $?'
awk 'BEGIN { i = 2; printf "%s%s\n", "x", i > 1 ? "one" : "two"; print "y" > "f" ".txt"; print "z" > (i > 1 ? "p" : "q"); print "w" >> i == 2 ? "eq" : "ne"; print "b\na" | "so" "rt" }'; ls eq f.txt one p; head eq f.txt one p
