# The clock and chance as variables: all but what they are.
[[ $EPOCHSECONDS == $(date +%s) ]] && echo same second
[[ $EPOCHREALTIME =~ ^[0-9]{10}\.[0-9]{6}$ ]] && echo six digits
from=${EPOCHREALTIME/./}; sleep 1.5; echo $(( (${EPOCHREALTIME/./} - from + 50000) / 100000 ))
a=$EPOCHSECONDS; sleep 2; ((EPOCHSECONDS - a >= 2 && EPOCHSECONDS - a <= 3)) && echo later
[[ $SRANDOM =~ ^[0-9]+$ ]] && ((SRANDOM >= 0 && SRANDOM < 1 << 32)) && echo by chance
EPOCHSECONDS=5 EPOCHREALTIME=6 SRANDOM=7; ((EPOCHSECONDS > 5)) && echo not to be set
