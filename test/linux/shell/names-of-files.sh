# Names of files that are quoted when a program speaks of them, the empty one among them; options behind a number of lines.
export LC_ALL=C
for n in '' 'a b' "it's" ' ' 'a$b' 'a"b' "a'b\"c" '#x' 'x#' '~x' 'x~' '{' '{}' 'a=b' 'a*' 'a?' 'a[b' 'a]' 'a^b' 'a!b' 'a|b' 'a\b' $'a\tb' $'\n' nosuch ./x; do
  cat "$n"; head "$n"; tail "$n"; sort "$n"; cut -c1 "$n"; tac "$n"; touch -c "$n"; rm "$n"; rm -f "$n"; mv "$n" y; cp "$n" y; ls "$n"; grep x "$n"
done 2>&1
wc 'a b'; tee '' < /dev/null; touch ''; mkdir ''; cat < ''; echo x > ''
[ -e '' ]; echo $?; cd ''; [ "$PWD" = "$HOME" ]; echo $?
mkdir d; cat d; head d; sort d; touch 'a b'; rm -v 'a b'; cp d e; mv -v d 'e f'
head -1 -y; echo $?
