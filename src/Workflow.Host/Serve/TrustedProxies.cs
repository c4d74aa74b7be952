using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Workflow.Host.Commands;
using IPNetwork = System.Net.IPNetwork;

namespace Workflow.Host.Serve;

/// <summary>
/// Behind a reverse proxy every request comes from the proxy, and who really asks stands in a header that anybody can write. It
/// is
/// read only where the proxies are named, and only as far back as they vouch for it.
/// </summary>
internal static class TrustedProxies
{
    private static readonly char[] Separators = [',', ';', ' '];

    /// <exception cref="CommandRefusedException">Something in the setting is neither an address nor a network.</exception>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, ServeOptions options)
    {
        var networks = Read(options.TrustedProxies);
        return networks.Count == 0 ? app : app.UseForwardedHeaders(Headers(networks));
    }

    /// <summary>Each proxy adds the address it was asked by; the first that no named proxy has is whose request it is.</summary>
    private static ForwardedHeadersOptions Headers(IReadOnlyList<IPNetwork> networks)
    {
        var headers = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor
            | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null
        };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var network in networks)
            headers.KnownIPNetworks.Add(network);
        return headers;
    }

    public static IReadOnlyList<IPNetwork> Read(string? setting) =>
        [.. (setting ?? "").Split(
            Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One)];

    private static IPNetwork One(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new CommandRefusedException(new Forums.Refusal("proxy-wrong", HostTexts.Format("ProxyWrong", text)));
    }
}
