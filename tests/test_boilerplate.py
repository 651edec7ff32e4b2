"""What is furniture by its words, and above all what is not."""

import pytest

from scraper.reading.boilerplate import ATTACHMENT_URL, NOISE_NAMES, STOP_LINE, VIDEO_URL, is_furniture, is_hidden_style

FURNITURE = """Lượt xem: 181
lượt xem : 1.204
Lượt đọc : 8
Số lượt xem: 99
Đọc bài viết
Nghe bài viết
Bản in
In ra
In trang
Lưu bài viết này
Gửi bài viết qua email
Chia sẻ
Chia sẻ:
Share
Tweet
Facebook
Zalo
Thích 12
A- A A+
A- A A+ | Tăng tương phản Giảm tương phản
Xem với cỡ chữ : A- A A+
Xem với cở chữ : A- A A+
Đánh giá bài viết
Click để đánh giá bài viết
Tổng số điểm của bài viết là: 15 trong 3 đánh giá
Xếp hạng: 3.8 - 6 phiếu bầu
Ý kiến bạn đọc
Bình luận (0)
Chưa có lời bình nào.
No comments yet. Be the first.
Đang truy cập 12
Đang online: 83
Hôm nay 345
Hôm nay: 1.345
Tháng hiện tại 6.789
Tổng lượt truy cập 1.234.567
Thống kê truy cập
Bạn đã không sử dụng Site, Bấm vào đây để duy trì trạng thái đăng nhập
[Trở về]
Quay lại
Trang chủ
Xem thêm
Xem thêm >>
image banner
image advertisement
Asset Publisher
Xuất bản thông tin
• :
!important;
Normal 0 false false false EN-US X-NONE X-NONE MicrosoftInternetExplorer4
Trong hình ảnh có thể có: 5 người, mọi người đang đứng
May be an image of 3 people and text
IMG_0703
DSC_1234.JPG
ngay hoi stem (2).jpg
d33a70bd9f536f0d36420c1b5a77e8ff
z4123456789012_ab12cd34ef56""".splitlines()

# First lines of paragraphs, as editors write them: they begin like furniture and are text.
SENTENCES = """Lượt xem của kênh truyền hình trường học tăng gấp ba lần chỉ sau một tháng phát sóng thử.
Đọc sách mỗi tối mười lăm phút là thói quen mà cô giáo muốn gửi lại.
Nghe bài hát quen thuộc vang lên, cả sân trường cùng đứng dậy.
Bản in thử của tập san được các em chuyền tay nhau xem.
In ra giấy hay đọc trên máy, thầy cô được tự chọn.
In trang bìa bằng hai màu để tiết kiệm mực là sáng kiến của tổ văn phòng.
Lưu học sinh Lào được ở miễn phí trong ký túc xá của huyện.
Gửi ý kiến góp ý về phòng trước ngày 20/5 là yêu cầu với mọi trường.
Chia sẻ với chúng tôi, cô Mẩy nói mình chưa từng nghĩ sẽ rời bản.
Chia sẻ yêu thương
Chia sẻ khó khăn cùng đồng nghiệp vùng lũ là mục đích của chuyến đi.
Hãy chia sẻ những gì các em biết về biển, cô giáo gợi ý.
Thích nhất là lúc được tự tay tưới rau.
Đánh giá bài viết của học sinh theo thông tư mới khiến nhiều giáo viên lúng túng.
Tổng số điểm của bài viết được quy về thang mười.
Xếp hạng chung cuộc, đoàn Nậm Pung đứng thứ nhì.
Ý kiến bạn đọc sách trong thư viện được ghi vào một cuốn sổ nhỏ.
Bình luận về tiết dạy, ban giám khảo khen cách đặt câu hỏi.
Bình luận viên nhí dẫn chương trình rất tự tin.
Trả lời câu hỏi của phụ huynh, hiệu trưởng nói sẽ giữ nguyên mức thu.
Phản hồi của phụ huynh phần lớn là tích cực.
Đang truy cập mạng thì mất điện, cả phòng máy phải dừng bài thi.
Hôm nay 345 học sinh lớp 1 chính thức bước vào năm học mới.
Hôm nay, thầy trò cùng trồng lại hàng rào.
Hôm qua, đoàn đã về tới điểm trường xa nhất.
Tháng hiện tại chưa phải cao điểm nên bếp ăn còn kịp sửa.
Tuần này các lớp thi kể chuyện.
Tổng số truy cập không phản ánh việc học thật, thầy Cường nói.
Thống kê của phòng cho thấy tỉ lệ chuyên cần đã tăng.
12 khách mời là cựu học sinh của trường.
Trở về trường cũ sau hai mươi năm, nhiều người không cầm được nước mắt.
Trở lại trường sau lũ
Quay lại lớp học sau kỳ nghỉ dài, các em còn bỡ ngỡ.
Trang chủ của thư viện số do học sinh tự vẽ.
Xem thêm phim tài liệu là cách học Sử của lớp 9.
Chi tiết khiến ban giám khảo thích thú là chiếc đèn tự tắt.
Đăng ký dự thi từ nay đến hết ngày 20/6.
Đăng ký thi vào lớp 6 chất lượng cao
Đăng nhập bằng mã định danh của học sinh.
Tìm kiếm tài năng nhí là sân chơi thường niên của huyện.
Tìm kiếm em học sinh bị lạc
Quảng cáo quanh cổng trường đã được dỡ bỏ.
Banner chào mừng do chính các em vẽ.
Facebook của lớp trở thành nơi nộp bài trong mùa dịch.
Like hay không không quan trọng, em Mơ nói.
Thành viên online đông nhất là nhóm lớp 8.
Về đầu trang vở, các em ghi ngày tháng thật ngay ngắn.
Image của một nhà giáo được xây từ những việc nhỏ.
A- là mức điểm cao nhất mà tổ chấm.
Trong hình vẽ có 5 người đang gặt lúa.
Số lượt xem không nói lên chất lượng bài giảng.""".splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_first_lines_of_paragraphs_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


STOPS = """Những tin mới hơn
Những tin cũ hơn
Các tin khác
Các tin khác:
Tin khác
Tin liên quan
Bài viết liên quan
Tin cùng chuyên mục
Others:
Các thông tin khác:
Ý kiến bạn đọc
Bình luận (0)
Tin mới nhất
Tin đã đưa
Công khai kết quả TTHC
VĂN BẢN MỚI BAN HÀNH
Liên kết website
Bình Chọn
Từ khóa: lớp ghép, vùng cao
Tags: a, b
Click để đánh giá bài viết
Thống kê truy cập
Hãy chia sẻ với bạn bè""".splitlines()


@pytest.mark.parametrize("line", STOPS)
def test_stop_lines(line: str) -> None:
    assert STOP_LINE.match(line)


NO_STOPS = """Tin vui cho học trò vùng cao
Các tin khác biệt nhất được đọc trước lớp
Bình luận của ban giám khảo được ghi lại trong biên bản
Bình chọn của khán giả chiếm ba mươi phần trăm số điểm
Công khai tài chính là việc trường làm tốt nhất
Bài tiếp theo em sẽ hát là một bài dân ca
Trả lời phỏng vấn xong, cô lại vào lớp
Liên kết với trường nghề để mở lớp hè
Từ khóa học này, mỗi lớp có hai giáo viên
Văn bản mới có hiệu lực từ tháng Chín
Others may disagree, the teacher said
Từ khó nhất với các em là từ láy
Từ khóa của buổi tập huấn là "kiên nhẫn"
Công khai, minh bạch""".splitlines()


@pytest.mark.parametrize("line", NO_STOPS)
def test_sentences_stop_nothing(line: str) -> None:
    assert not STOP_LINE.match(line)


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE;", "visibility:hidden", "font-size:0", "font-size: 0px;", "font-size:0pt", "opacity:0",
        "position:absolute;left:-9999px", "text-indent:-9999px", "margin-left: -5000px", "height:0;overflow:hidden",
        "height:1px;overflow:hidden", "width:0px", "max-height:0", "color:#fff", "color: #FFFFFF;", "color:white",
        "color:rgb(255, 255, 255)", "color:transparent", "clip:rect(0,0,0,0)",
    ],
)  # fmt: skip
def test_hidden_styles(style: str) -> None:
    assert is_hidden_style(style)


@pytest.mark.parametrize(
    "style",
    [
        "", "display:block", "font-size:14pt", "font-size:0.9em", "font-size:0.85rem;", "font-size:10px", "opacity:0.9", "opacity: 1",
        "left:-5px", "text-indent:-18pt", "text-indent:-0.25in", "margin-left:-10px", "height:100%", "height:10px", "line-height:1",
        "line-height:1;color:red", "width:100%", "width:1024px", "color:#ffffcc", "color:#fff000", "background-color:#fff;color:black",
        "background-color:white", "background:#006600;color:#fff", "border-width:0", "border-width:1px;", "max-width:100%",
        "min-height:0", "outline-width:0", "border-color:white", "text-align:justify",
    ],
)  # fmt: skip
def test_visible_styles(style: str) -> None:
    assert not is_hidden_style(style)


@pytest.mark.parametrize(
    "names",
    ["share", "social-share", "fb-like", "addtoany_share_save_container", "jp-relatedposts", "related", "post-navigation",
     "rating", "comments", "ez-toc-container", "breadcrumb", "entry-meta", "other-news", "tin-lien-quan", "yarpp-related"],
)  # fmt: skip
def test_widgets_by_name(names: str) -> None:
    assert NOISE_NAMES.search(names)


@pytest.mark.parametrize(
    "names",
    ["entry-content", "bodytext", "MsoNormal", "shared-body", "content-detail", "news-bodyhtml", "post", "td-post-content",
     "adsorption", "header-image", "elementor-widget-container", "wp-block-quote", "loads", "readability", "noidung",
     "correlated", "commentary", "starship"],
)  # fmt: skip
def test_no_widgets_by_name(names: str) -> None:
    assert not NOISE_NAMES.search(names)


def test_addresses() -> None:
    assert ATTACHMENT_URL.search("/a/cv.PDF")
    assert ATTACHMENT_URL.search("/a/cv.docx?x=1")
    assert not ATTACHMENT_URL.search("/a/cv.pdf.html")
    assert not ATTACHMENT_URL.search("/pdf/a.html")
    assert VIDEO_URL.search("https://www.youtube.com/embed/a")
    assert not VIDEO_URL.search("https://www.youtube.com/user/a")
