# Lists where they are joined: beside other lists, by other separators, in here-documents, in words of `case`.
v=(p 'q r' s '' t:u); set -- p 'q r' s '' t:u
t() { printf '[%s]' "$@"; echo; }
t "a${v[*]:1} ${#v[@]}"; t "a${v[*]@Q} ${#v[@]}"; t "a${v[*]:1} $@"; t "a${v[*]#p} ${!v[@]}"; t "a${!v[*]} ${v[@]}"
t "${v[*]:1} ${x-$@}"; t "${v[*]:1} ${x-${v[@]}}"; t "${v[*]@U} ${v[@]@U}"; t "${v[*]:1} $(echo "$@")"
for IFS in : ' :' , $' \t\n'; do
  echo "IFS=$IFS"
  t ${v[@]}; t ${v[@]/p/}; t ${@%s}; t ${*%s}; t ${v[*]:0}; t x${v[@]@L}y; t ${v[@]:1:2}
  z=x${v[@]:1}y; t "$z"; z="x${*#p}y"; t "$z"; w=(x${v[*]}y); t "${w[@]}"
  case "x${@:1}y" in *:*:*) echo c ;; *) echo s ;; esac
  [[ "x${v[@]#p}y" == *:*:* ]] && echo c
  cat <<A
$* ${*} ${v[*]}
A
  cat <<A
${v[*]/q/X} ${v[*]#p} ${v[*]^} ${v[*]@Q} ${v[*]-x} ${v[*]:1} ${!v[*]} ${x-$*}
A
done
a=1 b=$'x\ty'
cat <<A
1 ${a:+"a\b"} 2 ${a:+a\b} 3 ${a:+'a\b'} 4 ${a:+"a'b"} 5 ${a:+"$a\$"} 6 ${a:+\$\`\\\"\}} 7 ${x-$'t\tn'} 8 ${x-"$'t\tn'"} 9 ${b/$'\t'/-}
A
set -x
case /tmp/q$(printf '%s\n' $'t\tn') in *) ;; esac
case "${x-$'t\tn'}" in *) ;; esac
case ${x-$'t\tn'}"${x/$'t\tn'/x}" in *) ;; esac
w+=("a.b${a=$'t\tn'} ${x}")
[ a = \' ]; x=\'
set +x
IFS=$' \t\n'
x=$(IFS=$' \t\n'; nosuch)
