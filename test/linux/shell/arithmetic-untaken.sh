# A branch of an expression that is not taken is read all the same: its exponents have to be positive.
u=5 z=0 n=-1
t() { eval "echo \$(( $1 ))" 2>&1; echo "[$?] u=$u z=$z n=$n"; }
t '1 ? 2 : 2**-1'
t '0 ? 2**-1 : 3'
t '0 && 2**-1'
t '1 || 2**-1'
t '1 || 2**n'
t '1 || 2**(z--)'
t '1 || 2**(--z)'
t '1 || 2**(z=-3)'
t '1 || 2**(1/0-5)'
t '1 || (u+=2**2)'
t '1 || 2**(5/0 - 6)'
t '0 ? 2**(7%0-1) : 4'
t '1 ? u++ : 2**~0'
t '1 ? u++ : 2**(u-6)'
t '1 || (z/=0) ** -1'
t '1 || 2 ** (n[2]-1)'
t '1 || (0 && 2**-1)'
t '(1 || 2**-1), 5'
t '1 ? 3 : (0 ? 1 : 2**-2)'
[[ 1 -eq "1 || 2**-1" ]]; echo $?
