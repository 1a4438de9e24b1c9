# Functions that watch every namespace while a scenario runs; sourced by the copies of labs that test/linux/scenarios.mjs makes.
mount -t tracefs none /sys/kernel/tracing 2> /dev/null
watch_tracing=/sys/kernel/tracing/instances/netlab-$$
mkdir "$watch_tracing"

watch_names() { echo host; ip netns list | cut -d' ' -f1; }

# What a command of a namespace begins with.
watch_prefix() { [ "$1" = host ] || echo "ip netns exec $1"; }

watch_begin() {
  watch_folder=$1
  mkdir -p "$watch_folder"
  watch_pids=
  local name in
  for name in $(watch_names); do
    in=$(watch_prefix "$name")
    $in iptables-save > "$watch_folder/$name.rules"
    $in iptables -t raw -I PREROUTING -j TRACE
    $in iptables -t raw -I OUTPUT -j TRACE
    $in ip -d -o link > "$watch_folder/$name.links"
    $in xtables-monitor -t > "$watch_folder/$name.trace" 2> /dev/null &
    watch_pids="$watch_pids $!"
    $in tcpdump --immediate-mode -U -i any -w "$watch_folder/$name.pcap" 'arp or ip' > /dev/null 2>&1 &
    watch_pids="$watch_pids $!"
  done
  sleep 0.7
  echo > "$watch_tracing/trace"
  echo 1 > "$watch_tracing/events/skb/kfree_skb/enable"
}

watch_end() {
  sleep 0.8
  echo 0 > "$watch_tracing/events/skb/kfree_skb/enable"
  cat "$watch_tracing/trace" > "$watch_folder/drops"
  kill $watch_pids
  wait $watch_pids 2> /dev/null
  local name in
  for name in $(watch_names); do
    in=$(watch_prefix "$name")
    $in iptables -t raw -D PREROUTING -j TRACE
    $in iptables -t raw -D OUTPUT -j TRACE
  done
}

watch_over() { rmdir "$watch_tracing"; }
