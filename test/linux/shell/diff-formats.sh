# diff -c and -y.
exec 2>&1
printf '%s\n' a b c d e f g h i j k l m n o p q r s t > x
printf '%s\n' a b C d e f g h i j k l m n o2 o3 p q s t u > y
L='--label x --label y'
diff -c $L x y; echo $?
diff -C 1 $L x y; diff -C0 $L x y; diff --context=2 $L x y | head -20; diff -U1 $L x y; diff --unified=1 $L x y | head -9; diff --unified $L x y | head -5; diff --context $L x y | head -5
diff -y x y; echo $?
diff -y -W 40 x y; diff -y --suppress-common-lines x y; diff --side-by-side --left-column -W 50 x y; diff -y -t -W 60 x y
diff -y x x | head -3; diff -y --suppress-common-lines x x; echo $?
diff -c x x; echo $?
printf 'a\nb' > p; printf 'a\nb\n' > q; diff -c $L p q; diff -y p q; diff -y q p; diff -y p p
: > e; diff -c $L e y | head -5; diff -c $L y e | head -8; diff -y e p; diff -y p e; diff -y -W 20 e x
printf '\ta\tlong line that goes on and on and on and on and on and on and on and on and on\n\nx\n' > t1
printf '\tb\tlong line that goes on and on and on and on and on and on and on and on and on\n\n\ny\n' > t2
diff -y t1 t2; diff -y -W 72 t1 t2; diff -yt -W 30 t1 t2; diff -c $L t1 t2
ip -br link > l1; ip link add d0 type veth peer name d1; ip -br link | sed 's/[0-9a-f:]\{17\}/MAC/' > l2; diff -y -W 100 l1 l2 | cut -c1-60; diff l1 l2 | grep -c '>'
diff -y <(echo a) <(echo b); diff -c --label 1 --label 2 <(echo a) <(echo b); diff -q x y; diff -yq x y
diff -y -B t1 t2; diff -yi x y | head -4; diff -cw $L t1 t2
diff -y --width=50 x y | sed -n 3p | cat -A
diff -c x nosuch
