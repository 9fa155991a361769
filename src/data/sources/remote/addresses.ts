import { BlockList, isIP, isIPv4 } from 'node:net';

/** Address ranges of IPv4 that no public server has (IANA's special-purpose registry), and one that clouds keep. */
const NOT_PUBLIC_4 = blockList('ipv4', [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure's own services, metadata among them
  ['169.254.0.0', 16], // link-local: metadata of AWS, Azure and Google
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments: metadata of Oracle
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]);

/** All public IPv6 addresses are in here: loopback, link-local, unique local and multicast are not. */
const GLOBAL_6 = blockList('ipv6', [['2000::', 3]]);

const NOT_PUBLIC_6 = blockList('ipv6', [
  ['2001::', 23], // protocol assignments: Teredo, benchmarks
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address inside
  ['3fff::', 20], // documentation
]);

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

/**
 * Whether an IP address is one of the public internet: neither private, loopback, link-local (where clouds keep
 * their metadata), shared, multicast, reserved, nor one of these inside an IPv6 address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !NOT_PUBLIC_4.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) makes an address local.
  if (isIP(address) !== 6 || address.includes('%')) return false;
  const inner = embeddedIPv4(address);
  if (inner !== undefined) return isPublicAddress(inner);
  return GLOBAL_6.check(address, 'ipv6') && !NOT_PUBLIC_6.check(address, 'ipv6');
}

/** The IPv4 address that an IPv4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96) address stands for. */
function embeddedIPv4(address: string): string | undefined {
  // The URL parser writes every IPv6 address in its one canonical form.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const groups = /^(?:::ffff|64:ff9b:):(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(canonical);
  if (!groups) return canonical === '64:ff9b::' ? '0.0.0.0' : undefined;
  const [high, low] = [groups[1] ?? '0', groups[2] ?? '0'].map((group) => Number.parseInt(group, 16));
  return [high, low].flatMap((group = 0) => [group >> 8, group & 255]).join('.');
}
