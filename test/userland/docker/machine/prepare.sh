# What Docker's daemon needs of a machine, in namespaces of its own: places to write to, and control groups. Sourced.
mount -t tmpfs none /run
mount -t tmpfs none /mnt
mount -t tmpfs none /var/lib
mkdir /run/netns
mount -t tmpfs none /sys/fs/cgroup
for group in cpu cpuacct cpuset memory devices freezer blkio pids; do
  mkdir /sys/fs/cgroup/$group
  mount -t cgroup -o $group cgroup /sys/fs/cgroup/$group
done
mkdir /sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
hostname netlab
mkdir /mnt/bin
ln -s "$MACHINE/docker.sh" /mnt/bin/docker
export MACHINE HOME=/mnt PATH="/mnt/bin:$PATH"
