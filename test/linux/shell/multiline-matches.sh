# Texts of several lines in [[ =~ ]], awk, sed and jq.
touch a.txt b.txt f g; b=2
trap 'echo ERR $?' ERR
[[ ! $(printf '%s\n' * ":$(echo $b) ${#u}") =~ ^(.*)b ]]
echo 1
[[ ! abc =~ b ]]
echo 2
[[ ! -n x ]]
echo 3
! true
[[ ! -n x && -n y ]]
! [[ -n x ]]
! set -- a
[[ ! -n x ]]
echo $?
t=$'ab\ncd\nef'
[[ $t =~ a.*f ]] && echo "1 ${BASH_REMATCH[0]}"
[[ $t =~ ^cd ]] && echo 2
[[ $t =~ b$ ]] && echo 3
[[ $t =~ [^x]*d ]] && echo "4 ${BASH_REMATCH[0]}"
[[ $t =~ ^(.)(.) ]] && echo "5 ${BASH_REMATCH[1]}${BASH_REMATCH[2]}"
[[ $t =~ b.c ]] && echo "6"
awk 'BEGIN { t="ab\ncd"; print t ~ /b.c/, t ~ /^cd/, match(t, /a.*d/) }'
printf 'ab\ncd\n' | sed -n 'N;/b.c/p;/^cd/=;s/b.c/X/p'
jq -n '"ab\ncd" | test("b.c"), test("b.c"; "s"), test("^cd")' -c
jq -nc '"ab\ncd" | test("b$")'
jq -nc '"ab\ncd" | test("^cd";"p")'
jq -nc '"ab\ncd" | test("b.c";"p")'
jq -nc '"ab\ncd" | [match("^.";"g").string]'
jq -nc '"ab\ncd" | sub("$";"X")'
jq -nc '"ab\ncd" | [scan("^\\w")]'
jq -nc '"ab\ncd" | split("^";null)'
jq -nc '"ab\ncd" | test("[$]b")'
a='xay' b='p\q' c='p\&q' d='p\\q' e='&'
echo "${a/a/$b}" ${a/a/$b} "${a/a/"$b"}" "${a/a/$c}" ${a/a/$c} "${a/a/"$c"}" "${a/a/$d}" ${a/a/$d} "${a/a/$e$e}" "${a/a/"$e"}" "${a/a/\b}" ${a/a/\b} "${a/a/\&}" ${a/a/\&} "${a/a/\\&}" ${a/a/\\&} "${a/a/'&'}" "${a/a/&\\n}" "${a/a/\\}" "${a/a/[&]}" "${a/a/\"}"
