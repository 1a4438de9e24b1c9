# Files: ls, cp, mv, tac, rev, mktemp, as scripts use them.
export LC_ALL=C
mkdir work; cd work; ls; printf 'a\nb\nc\n' > f; cp f g; ls; cat g; mv g h; ls; ls f nope h; echo $?
mkdir d; cp f d; ls d; cp d e; echo $?; cp -r d e; ls e; mv f d/x; ls d; ls d e; ls -a d; ls -A; ls -d d; ls -r
cp nope x; echo $?; mv nope x; echo $?; cp h h; echo $?; cp h d/x nope; echo $?; cp; echo $?; cp h; echo $?
cp -v h i; mv -v i j; mv j d; ls d/j; cp h /nope/x; echo $?; mv d k; ls k; cp h k/ -v
tac h; printf 'abc\nde f\n' | rev; tac < h | head -n 1; tac nope; echo $?
x=$(mktemp); [ -f "$x" ] && echo made; case $x in /tmp/tmp.??????????) echo named ;; esac
y=$(mktemp -d); [ -d "$y" ] && echo made; z=$(mktemp p.XXXX); case $z in p.????) echo here ;; esac; mktemp nope; echo $?
cut -d" " -f2 /proc/uptime | grep -c "^[0-9]*\.[0-9][0-9]$"; [ -r /proc/uptime ] && read -r up rest < /proc/uptime && [[ $up =~ ^[0-9]+\.[0-9]{2}$ ]] && echo up
