package dev.plumbline.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.uapi.IfEther;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views read what requests say, since the kernel reports filters in the form in which it takes them. */
class FilterTest {
    private static final byte[] COOKIE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private static Filter view(Request request) {
        return new Filter(new Message(request.type(), 0, request.toBytes()));
    }

    @Test
    void aRedirectIsReadAsItWasWritten() {
        Filter filter = view(Redirect.request(3, 4, 49152, COOKIE));

        assertThat(filter.ifindex()).isEqualTo(3);
        assertThat(filter.parent()).isEqualTo(Handles.FILTER_INGRESS);
        assertThat(filter.priority()).isEqualTo(49152);
        assertThat(filter.protocol()).isEqualTo(IfEther.ETH_P_ALL);
        assertThat(filter.actions()).singleElement().satisfies(action -> {
            assertThat(action.kind()).isEqualTo("mirred");
            assertThat(action.mirredTarget()).hasValue(4);
            assertThat(action.mirredEgressRedirect()).isTrue();
            assertThat(action.cookie()).hasValue(COOKIE);
        });
    }

    @Test
    void onlyTheFilterWithTheCookieIsFound() {
        Filter ours = view(Redirect.request(3, 4, 1, COOKIE));
        Filter unmarked = view(Filters.add(FilterSpec.of(
                3, Handles.FILTER_INGRESS, 2, IfEther.ETH_P_ALL, U32.all().actions(Actions.redirect(4)))));
        Filter strangers = view(Redirect.request(3, 4, 3, new byte[16]));

        assertThat(Redirect.find(List.of(unmarked, ours, strangers), COOKIE)).containsExactly(ours);
    }

    @Test
    void aMirrorIsNoRedirect() {
        Filter filter = view(Filters.add(FilterSpec.of(
                3, Handles.FILTER_INGRESS, 2, IfEther.ETH_P_IP, MatchAll.actions(Actions.mirror(4), Actions.drop()))));

        assertThat(filter.actions()).extracting(Action::kind).containsExactly("mirred", "gact");
        assertThat(filter.actions()).noneMatch(Action::mirredEgressRedirect);
        assertThat(filter.actions().get(1).mirredTarget()).isEmpty();
    }

    @Test
    void aHashTableIsNoFilter() {
        FilterSpec table = FilterSpec.of(3, Handles.parse("1:"), 5, IfEther.ETH_P_IP, U32.hashTable(256));

        assertThat(view(Filters.add(table.handle(0x80000000))).isHashTable()).isTrue();
        assertThat(view(Filters.add(table.handle(0x80000800))).isHashTable()).isFalse();
    }

    @Test
    void aLinkWithoutAnIndexIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> Redirect.request(0, 4, 1, COOKIE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Redirect.request(3, 0, 1, COOKIE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Qdiscs.ingress(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCookieHasAtMostSixteenBytes() {
        assertThatThrownBy(() -> Actions.drop().cookie(new byte[17])).hasMessageContaining("17 bytes");
        assertThatThrownBy(() -> Actions.drop().cookie(new byte[0])).hasMessageContaining("0 bytes");
    }

    @Test
    void keysThatContradictOneAnotherAreRefused() {
        U32 u32 = U32.matching(U32Key.ipProtocol(6));

        assertThatThrownBy(() -> u32.match(U32Key.ipProtocol(17))).hasMessageContaining("contradicts");
    }

    @Test
    void aPrefixOfNoLengthStillHasAKey() {
        assertThat(U32Key.source(IpPrefix.of("0.0.0.0/0"))).containsExactly(U32Key.u32(0, 0, 12));
    }

    @Test
    void aPortNeedsItsProtocolFirst() {
        assertThatThrownBy(() -> Flower.match().destinationPort(80)).isInstanceOf(IllegalStateException.class);
    }
}
