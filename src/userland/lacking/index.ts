import type { Program } from '../process.ts';

/** What one finds on many machines and a lab can do without: it does nothing, with a notice, and the script goes on. */
const HARMLESS =
  'apk apt apt-cache apt-get add-apt-repository aptitude brew dnf dpkg dpkg-query flatpak pacman pip pip3 rpm snap yum zypper ' +
  'systemctl service journalctl systemd-resolve resolvectl systemd-run update-alternatives update-rc.d invoke-rc.d ufw ' +
  'firewall-cmd nmcli netplan dhclient udhcpc hostnamectl timedatectl loginctl ldconfig make git ' +
  'mount umount docker-compose podman tmux screen xterm nano vi vim emacs xdg-open setenforce sysctl.d chattr setcap stty reset ' +
  'logger sync udevadm adduser useradd usermod groupadd passwd tc devlink rdma ebtables arptables wg wg-quick openvpn vtysh bird birdc ' +
  'zebra dnsmasq haproxy nginx keepalived ovs-vsctl ovs-ofctl virsh sshd mkfifo truncate install';

/** What a script asks of and takes an answer from: without one it is as if nothing had been found. */
const WITHOUT_ANSWER =
  'watch pgrep pkill pidof killall ps top htop free df lsof fuser nmap hping3 dig nslookup host wget ssh scp rsync telnet ' +
  'mtr iperf tshark ngrep socat bc perl python ruby node gcc tree file expect strace dd du who users script tar gzip zcat chroot su runuser capsh setpriv';

/** Programs that are not simulated: they say so once a command, print nothing, and end with a status the script can go on with. */
export const lackingPrograms: ReadonlyMap<string, Program> = new Map([
  ...HARMLESS.split(' ').map((name) => [name, lacking(name, 0)] as const),
  ...WITHOUT_ANSWER.split(' ').map((name) => [name, lacking(name, 1)] as const),
]);

function lacking(name: string, status: number): Program {
  return (process) => {
    process.unsimulated(name, 0);
    return status;
  };
}
